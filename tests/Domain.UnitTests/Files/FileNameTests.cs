using MySaas.Domain.Files;

namespace MySaas.Domain.UnitTests.Files;

public sealed class FileNameTests
{
    [TestCase("report.pdf", "report.pdf")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\temp\\a b.txt", "a b.txt")]
    [TestCase("gpj.\u202Eexe", "gpj.exe", Description = "turns the direction of reading")]
    [TestCase("a\u0000\r\n\u200Bb.txt", "ab.txt")]
    [TestCase("e\u0301.txt", "\u00E9.txt", Description = "composed")]
    [TestCase("  spaced .txt. . ", "spaced .txt")]
    [TestCase("\uD83E\uDD89.png", "\uD83E\uDD89.png")]
    [TestCase("half\uD83E.png", "half.png")]
    [TestCase("..", "file")]
    [TestCase("/", "file")]
    [TestCase(null, "file")]
    public void What_is_shown_is_the_last_piece_without_what_deceives(string? given, string shown) =>
        Assert.That(FileName.Of(given), Is.EqualTo(shown));

    [TestCase(300, ".pdf")]
    [TestCase(252, ".pdf")]
    public void A_long_name_keeps_its_extension(int stem, string extension)
    {
        var name = FileName.Of(new string('a', stem) + extension);

        Assert.That(name, Has.Length.EqualTo(FileName.MaxLength).And.EndsWith(extension));
    }

    [Test]
    public void A_long_name_is_not_cut_within_a_character()
    {
        var name = FileName.Of(new string('a', FileName.MaxLength - 1) + "\uD83E\uDD89");

        Assert.That(name, Is.EqualTo(new string('a', FileName.MaxLength - 1)));
    }

    [TestCase("a.PNG", ".png")]
    [TestCase("a.tar.gz", ".gz")]
    [TestCase("none", "")]
    [TestCase(".profile", "")]
    public void The_extension_is_what_follows_the_last_dot(string name, string extension) =>
        Assert.That(FileName.ExtensionOf(name), Is.EqualTo(extension));
}
