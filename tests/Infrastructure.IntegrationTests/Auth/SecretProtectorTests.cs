using System.Buffers.Text;
using System.Security.Cryptography;
using MySaas.Application.Auth;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

internal sealed class SecretProtectorTests
{
    private static readonly SecretProtector Protector = With(TestSettings.SigningKey);

    [TestCase("JBSWY3DPEHPK3PXP")]
    [TestCase("")]
    [TestCase("Łucja 李 🦊")]
    public void What_was_protected_is_read_again(string clear)
    {
        var secret = Protector.Protect(clear);

        Assert.That(Protector.Unprotect(secret), Is.EqualTo(clear));
    }

    [Test]
    public void The_same_text_never_looks_the_same_and_is_not_in_it()
    {
        var (one, other) = (Protector.Protect("the secret"), Protector.Protect("the secret"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Is.Not.EqualTo(other));
            Assert.That(Base64Url.DecodeFromChars(one).AsSpan().IndexOf("the secret"u8), Is.Negative);
        }
    }

    [Test]
    public void A_change_of_any_byte_is_noticed()
    {
        var secret = Base64Url.DecodeFromChars(Protector.Protect("the secret"));

        for (var at = 0; at < secret.Length; at++)
        {
            var altered = secret.ToArray();
            altered[at] ^= 1;
            Assert.That(() => Protector.Unprotect(Base64Url.EncodeToString(altered)), Throws.InstanceOf<CryptographicException>(), $"byte {at}");
        }
    }

    [Test]
    public void A_key_that_is_not_among_the_settings_is_named_as_the_reason()
    {
        var secret = Protector.Protect("the secret");
        var stranger = With(TestSettings.OtherSigningKey);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stranger.CanRead(secret), Is.False);
            Assert.That(() => stranger.Unprotect(secret), Throws.InstanceOf<CryptographicException>().With.Message.Contains("Auth:SigningKeys"));
        }
    }

    [Test]
    public void After_a_rotation_the_new_key_protects_and_the_old_one_still_reads()
    {
        var old = Protector.Protect("the secret");
        var rotated = With(TestSettings.OtherSigningKey, TestSettings.SigningKey);

        var fresh = rotated.Protect("the secret");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rotated.Unprotect(old), Is.EqualTo("the secret"));
            Assert.That(rotated.IsCurrent(old), Is.False);
            Assert.That(rotated.IsCurrent(fresh), Is.True);
            Assert.That(Protector.CanRead(fresh), Is.False);
        }
    }

    private static SecretProtector With(params string[] keys) => new(new AuthOptions { SigningKeys = keys });
}
