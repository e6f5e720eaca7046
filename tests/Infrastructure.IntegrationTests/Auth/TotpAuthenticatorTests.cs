using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Auth;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using OtpNet;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

internal sealed class TotpAuthenticatorTests
{
    // RFC 6238, appendix B, SHA-1: the key is these ASCII bytes, the codes have eight digits, of which apps show the last six.
    private static readonly string RfcKey = Base32Encoding.ToString("12345678901234567890"u8.ToArray());

    private static readonly SecretProtector Protector = ProtectorWith(TestSettings.SigningKey);

    [TestCase(59, "94287082")]
    [TestCase(1111111109, "07081804")]
    [TestCase(1111111111, "14050471")]
    [TestCase(1234567890, "89005924")]
    [TestCase(2000000000, "69279037")]
    [TestCase(20000000000, "65353130")]
    public void The_codes_of_the_RFC_are_right_at_their_times(long seconds, string code) =>
        Assert.That(At(seconds).FindStep(Protector.Protect(RfcKey), code[2..]), Is.EqualTo(seconds / 30));

    [TestCase(-60, false)]
    [TestCase(-31, false)]
    [TestCase(-30, true)]
    [TestCase(0, true)]
    [TestCase(30, true)]
    [TestCase(59, true)]
    [TestCase(60, false)]
    public void A_code_is_right_one_step_before_and_after_its_own_and_no_longer(int secondsAfterItsStepBegan, bool right)
    {
        const long step = 1234567890 / 30;

        var found = At((step * 30) + secondsAfterItsStepBegan).FindStep(Protector.Protect(RfcKey), "005924");

        Assert.That(found, Is.EqualTo(right ? step : (long?)null));
    }

    [TestCase("005 924", true)]
    [TestCase(" 005924 ", true)]
    [TestCase("5924", false)]
    [TestCase("0005924", false)]
    [TestCase("89005924", false)]
    [TestCase("", false)]
    [TestCase("abcdef", false)]
    [TestCase("００５９２４", false)]
    public void A_code_has_six_digits_and_may_be_typed_with_blanks(string typed, bool right) =>
        Assert.That(At(1234567890).FindStep(Protector.Protect(RfcKey), typed) is not null, Is.EqualTo(right));

    [Test]
    public void A_fresh_key_has_160_bits_and_stands_in_the_link_and_under_protection()
    {
        var setup = At(0).CreateKey("ada+work@example.com");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Base32Encoding.ToBytes(setup.SharedKey), Has.Length.EqualTo(20));
            Assert.That(setup.AuthenticatorUri, Is.EqualTo(
                $"otpauth://totp/MySaas:ada%2Bwork%40example.com?secret={setup.SharedKey}&issuer=MySaas&digits=6&period=30"));
            Assert.That(setup.QrCodeSvg, Does.Contain("<svg"));
            Assert.That(setup.ProtectedKey, Does.Not.Contain(setup.SharedKey));
            Assert.That(Protector.Unprotect(setup.ProtectedKey), Is.EqualTo(setup.SharedKey));
            Assert.That(At(0).CreateKey("ada@example.com").SharedKey, Is.Not.EqualTo(setup.SharedKey));
        }
    }

    [Test]
    public void No_code_is_right_once_the_key_of_the_protection_is_gone()
    {
        var forgotten = ProtectorWith(TestSettings.OtherSigningKey).Protect(RfcKey);

        Assert.That(At(1234567890).FindStep(forgotten, "005924"), Is.Null);
    }

    [Test]
    public void A_key_under_an_older_protection_is_renewed_once()
    {
        var rotated = At(0, ProtectorWith(TestSettings.OtherSigningKey, TestSettings.SigningKey));

        var renewed = rotated.Renew(Protector.Protect(RfcKey));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProtectorWith(TestSettings.OtherSigningKey).Unprotect(renewed!), Is.EqualTo(RfcKey));
            Assert.That(rotated.Renew(renewed!), Is.Null);
        }
    }

    private static SecretProtector ProtectorWith(params string[] keys) => new(new AuthOptions { SigningKeys = keys });

    private static TotpAuthenticator At(long seconds, SecretProtector? protector = null) => new(
        protector ?? Protector, new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(seconds)), NullLogger<TotpAuthenticator>.Instance);
}
