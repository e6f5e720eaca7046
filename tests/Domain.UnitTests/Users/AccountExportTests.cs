using MySaas.Domain.Files;
using MySaas.Domain.Users;

namespace MySaas.Domain.UnitTests.Users;

public sealed class AccountExportTests
{
    private static readonly DateTimeOffset Monday = People.Monday;

    [Test]
    public void Packing_keeps_what_there_is_to_know_of_the_file_and_the_hash_of_its_token()
    {
        var (person, file) = (Guid.CreateVersion7(Monday), new PackedFile(Guid.CreateVersion7(Monday), 3, "hash of the bytes"));

        var export = AccountExport.Pack(person, file, "my-data.zip", "application/zip", "hash", Monday);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(export.UserId, Is.EqualTo(person));
            Assert.That((export.Id, export.Size, export.Sha256), Is.EqualTo((file.Id, 3L, "hash of the bytes")));
            Assert.That((export.Name, export.ContentType), Is.EqualTo(("my-data.zip", "application/zip")));
            Assert.That(export.TokenHash, Is.EqualTo("hash"));
            Assert.That(export.CreatedAt, Is.EqualTo(Monday));
            Assert.That(export.ExpiresAt, Is.EqualTo(Monday + AccountExport.Lifetime));
        }
    }

    [Test]
    public void Its_token_opens_it_until_it_expires()
    {
        var export = Packed();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(export.Opens("hash", Monday), Is.True);
            Assert.That(export.Opens("hash", export.ExpiresAt.AddTicks(-1)), Is.True);
            Assert.That(export.Opens("hash", export.ExpiresAt), Is.False);
        }
    }

    [TestCase("another")]
    [TestCase("HASH")]
    [TestCase("")]
    public void No_other_token_opens_it(string tokenHash) =>
        Assert.That(Packed().Opens(tokenHash, Monday), Is.False);

    private static AccountExport Packed() => AccountExport.Pack(
        Guid.CreateVersion7(Monday), new PackedFile(Guid.CreateVersion7(Monday), 3, "hash of the bytes"), "my-data.zip", "application/zip", "hash", Monday);
}
