using MySaas.Application.Auth;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests.Files;

internal sealed class FileLinksTests
{
    private const long Expires = 1_800_000_000;

    private static readonly FileLinks Links = With(TestSettings.SigningKey);

    [Test]
    public void A_signature_is_good_for_its_file_and_its_time_alone()
    {
        var (file, other) = (NewFile(), NewFile());
        var signature = Links.Sign(file, Expires);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Links.IsSigned(file, Expires, signature), Is.True);
            Assert.That(Links.IsSigned(file, Expires + 1, signature), Is.False);
            Assert.That(Links.IsSigned(other, Expires, signature), Is.False);
        }
    }

    [Test]
    public void A_signature_is_good_for_the_bytes_that_were_there()
    {
        var file = NewFile();
        var signature = Links.Sign(file, Expires);

        file.Replace(FilePart.Cleaned, 2, new string('1', 64));

        Assert.That(Links.IsSigned(file, Expires, signature), Is.False);
    }

    [Test]
    public void A_new_key_signs_and_the_old_one_goes_on_verifying_until_it_is_taken_away()
    {
        var file = NewFile();
        var old = Links.Sign(file, Expires);
        var rotated = With(TestSettings.OtherSigningKey, TestSettings.SigningKey);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rotated.IsSigned(file, Expires, old), Is.True);
            Assert.That(rotated.Sign(file, Expires), Is.Not.EqualTo(old));
            Assert.That(With(TestSettings.OtherSigningKey).IsSigned(file, Expires, old), Is.False);
        }
    }

    [Test]
    public void A_signature_for_bytes_to_come_is_good_for_their_upload_alone()
    {
        var (upload, other) = (NewUpload(), NewUpload());
        var signature = Links.Sign(upload);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Links.IsSigned(upload, signature), Is.True);
            Assert.That(Links.IsSigned(other, signature), Is.False);
            Assert.That(With(TestSettings.OtherSigningKey).IsSigned(upload, signature), Is.False);
        }
    }

    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("not base64 at all!")]
    public void What_is_no_signature_is_none(string text) => Assert.That(Links.IsSigned(NewFile(), Expires, text), Is.False);

    private static FileLinks With(params string[] keys) => new(new AuthOptions { SigningKeys = keys });

    private static Upload NewUpload() => Upload.Announce(
        Guid.CreateVersion7(), uploaderId: null, "a.txt", "text/plain", 3, new string('0', 64), TimeSpan.FromHours(1), Node.Monday);

    private static StoredFile NewFile() => Upload.Begin(Guid.CreateVersion7(), uploaderId: null, TimeSpan.FromHours(1), Node.Monday)
        .Complete("a.txt", "text/plain", 3, new string('0', 64), Node.Monday);
}
