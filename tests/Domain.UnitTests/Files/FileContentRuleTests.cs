using System.Text;
using MySaas.Domain.Files;

namespace MySaas.Domain.UnitTests.Files;

public sealed class FileContentRuleTests
{
    private const string Png = "89504E470D0A1A0A0000000D", Jpeg = "FFD8FFE000104A464946", Pdf = "255044462D312E37", Zip = "504B030414000000",
        Exe = "4D5A90000300000004000000FFFF", Elf = "7F454C4602010100", Heic = "00000018667479706865696300", Mp3 = "49443303000000",
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [TestCase("a.png", "image/png", Png, "image/png")]
    [TestCase("a.jpg", "image/jpeg", Jpeg, "image/jpeg")]
    [TestCase("a.docx", Docx, Zip, Docx)]
    [TestCase("a.heic", "image/heic", Heic, "image/heic")]
    [TestCase("a.mp3", "audio/mpeg", Mp3, "audio/mpeg")]
    [TestCase("a.exe", "application/octet-stream", Exe, "application/vnd.microsoft.portable-executable")]
    [TestCase("a.png", "application/octet-stream", Png, "image/png", Description = "the name says more")]
    [TestCase("nameless", "application/octet-stream", Pdf, "application/pdf", Description = "the bytes say more")]
    [TestCase("nameless", "application/octet-stream", "00010203", MediaType.Unknown)]
    [TestCase("a.odd", "application/x-odd", "00010203", "application/x-odd", Description = "nobody knows better")]
    [TestCase("a.png", "image/x-png", Png, "image/x-png")]
    public void Bytes_that_are_what_is_said_of_them_have_a_type(string name, string claimed, string head, string type) =>
        Assert.That(FileContentRule.TypeOf(name, claimed, Convert.FromHexString(head)), Is.EqualTo(type));

    [TestCase("a.png", "image/png", Jpeg)]
    [TestCase("a.png", "image/png", Exe)]
    [TestCase("a.png", "image/png", "")]
    [TestCase("a.png", "image/jpeg", Png, Description = "the claimed type")]
    [TestCase("a.jpg", "image/png", Png, Description = "the name")]
    [TestCase("a.pdf", "application/octet-stream", Exe)]
    [TestCase("a.txt", "text/plain", Exe)]
    [TestCase("a.txt", "text/plain", Elf)]
    [TestCase("a.csv", "text/csv", Zip)]
    [TestCase("a.html", "text/html", Png)]
    [TestCase("a.svg", "image/svg+xml", Png)]
    [TestCase("a.odd", "image/x-odd", Elf)]
    [TestCase("a.odd", "text/x-odd", Elf)]
    public void Bytes_that_belie_what_is_said_of_them_have_none(string name, string claimed, string head) =>
        Assert.That(FileContentRule.TypeOf(name, claimed, Convert.FromHexString(head)), Is.Null);

    [TestCase("a.txt", "text/plain", "The free software", "text/plain")]
    [TestCase("a.txt", "text/plain", "MZ is a magic number, ID3 another, and BZh too", "text/plain")]
    [TestCase("a.txt", "text/plain", "%! OTTO 8BPS Rar", "text/plain")]
    [TestCase("a.csv", "application/vnd.ms-excel", "a;b\r\n1;2\r\n", "text/csv", Description = "what Windows calls it")]
    [TestCase("a.html", "text/html", "<script>", "text/html")]
    [TestCase("a.svg", "image/svg+xml", "<svg/>", "image/svg+xml")]
    [TestCase("a.json", "application/octet-stream", "{}", "application/json")]
    [TestCase("a.txt", "text/plain", "", "text/plain")]
    public void Text_is_what_it_is_called(string name, string claimed, string text, string type) =>
        Assert.That(FileContentRule.TypeOf(name, claimed, Encoding.UTF8.GetBytes(text)), Is.EqualTo(type));

    [Test]
    public void A_signature_may_stand_further_in()
    {
        var head = new byte[FileContentRule.HeadBytes];
        "ustar\0"u8.CopyTo(head.AsSpan(257));

        Assert.That(FileContentRule.TypeOf("a.tar", "application/x-tar", head), Is.EqualTo("application/x-tar"));
        Assert.That(FileContentRule.TypeOf("a.tar", "application/x-tar", head.AsSpan(0, 260)), Is.Null);
    }
}
