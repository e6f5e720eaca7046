using MySaas.Domain.Users;

namespace MySaas.Domain.UnitTests.Users;

public sealed class AccountExportTests
{
    private static readonly DateTimeOffset Monday = People.Monday;

    [Test]
    public void Packing_keeps_the_archive_and_the_hash_of_its_token()
    {
        var person = Guid.CreateVersion7(Monday);

        var export = AccountExport.Pack(person, [1, 2, 3], "hash", Monday);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(export.UserId, Is.EqualTo(person));
            Assert.That(export.Archive, Is.EqualTo(new byte[] { 1, 2, 3 }));
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

    private static AccountExport Packed() => AccountExport.Pack(Guid.CreateVersion7(Monday), [1, 2, 3], "hash", Monday);
}
