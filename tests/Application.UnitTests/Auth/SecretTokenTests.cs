using MySaas.Application.Auth;

namespace MySaas.Application.UnitTests.Auth;

public sealed class SecretTokenTests
{
    [Test]
    public void A_token_is_256_bits_that_need_no_encoding_in_a_link() =>
        Assert.That(SecretToken.Create(), Does.Match("^[A-Za-z0-9_-]{43}$"));

    [Test]
    public void No_two_tokens_are_alike() =>
        Assert.That(Enumerable.Range(0, 1000).Select(_ => SecretToken.Create()), Is.Unique);

    [Test]
    public void A_recovery_code_can_be_read_from_paper() =>
        Assert.That(
            Enumerable.Range(0, 100).Select(_ => SecretToken.CreateRecoveryCode()),
            Has.All.Match("^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$"));

    [Test]
    public void Every_sign_of_a_recovery_code_stands_for_five_bits()
    {
        var signs = Enumerable.Range(0, 500).SelectMany(_ => SecretToken.CreateRecoveryCode()).Where(char.IsAsciiLetterOrDigit).Distinct();

        Assert.That(signs.Count(), Is.EqualTo(32));
    }

    // FIPS 180-2, appendix B.1.
    [Test]
    public void A_hash_is_SHA_256_in_lower_case_hexadecimal() =>
        Assert.That(SecretToken.HashOf("abc"), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));

    [TestCase("ABC")]
    [TestCase("abc ")]
    [TestCase(" abc")]
    public void A_token_is_taken_exactly_as_it_was_handed_out(string token) =>
        Assert.That(SecretToken.HashOf(token), Is.Not.EqualTo(SecretToken.HashOf("abc")));

    [TestCase("ABCD-EFGH-JKLM-NPQR")]
    [TestCase("abcd-efgh-jklm-npqr")]
    [TestCase("ABCDEFGHJKLMNPQR")]
    [TestCase("  abcd efgh  jklm npqr ")]
    [TestCase("abcd\u2013efgh\u2013jklm\u2013npqr")]
    public void A_recovery_code_is_the_same_however_it_is_typed(string typed) =>
        Assert.That(SecretToken.HashOfRecoveryCode(typed), Is.EqualTo(SecretToken.HashOf("ABCDEFGHJKLMNPQR")));

    [TestCase("ABCD-EFGH-JKLM-NPQR", true)]
    [TestCase("abcdefghjklmnpqr", true)]
    [TestCase("123456", false)]
    [TestCase("123 456", false)]
    [TestCase(" 1-2-3-4-5-6 ", false)]
    [TestCase("", false)]
    public void A_recovery_code_is_told_from_an_authenticators_code_by_its_length(string typed, bool isRecoveryCode) =>
        Assert.That(SecretToken.LooksLikeRecoveryCode(typed), Is.EqualTo(isRecoveryCode));

    [TestCase("")]
    [TestCase("ABCD-EFGH-JKLM")]
    [TestCase("ABCD-EFGH-JKLM-NPQS")]
    [TestCase("ABCD-EFGH-JKLM-NPQR-R")]
    public void Another_recovery_code_is_another(string typed) =>
        Assert.That(SecretToken.HashOfRecoveryCode(typed), Is.Not.EqualTo(SecretToken.HashOf("ABCDEFGHJKLMNPQR")));
}
