using MySaas.Domain.Auth;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class PasswordPolicyTests
{
    private const string Ada = "ada.lovelace@example.com";

    [TestCase(11, false)]
    [TestCase(12, true)]
    [TestCase(128, true)]
    [TestCase(129, false)]
    public void A_password_has_12_to_128_characters(int length, bool taken)
    {
        var fault = PasswordPolicy.FaultOf(Uncommon(length), Ada);

        Assert.That(fault, taken ? Is.Null : Does.Contain("12 to 128"));
    }

    [TestCase("")]
    [TestCase("short")]
    public void A_short_password_is_refused(string password) =>
        Assert.That(PasswordPolicy.FaultOf(password, Ada), Does.Contain("12 to 128"));

    // The ligature ﬁ is one character typed and two when normalized.
    [TestCase(10, true)]
    [TestCase(9, false)]
    public void The_length_is_that_of_the_normalized_form(int others, bool taken)
    {
        var fault = PasswordPolicy.FaultOf("\ufb01" + Uncommon(others), Ada);

        Assert.That(fault, taken ? Is.Null : Is.Not.Null);
    }

    [Test]
    public void A_password_that_expands_beyond_the_limit_is_refused() =>
        Assert.That(PasswordPolicy.FaultOf("\ufb01" + Uncommon(127), Ada), Does.Contain("12 to 128"));

    [Test]
    public void Combining_marks_count_with_their_letter()
    {
        var decomposed = string.Concat(Enumerable.Repeat("e\u0301", 12));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PasswordPolicy.FaultOf(decomposed, Ada), Is.Null);
            Assert.That(PasswordPolicy.FaultOf(decomposed[2..], Ada), Is.Not.Null);
        }
    }

    // NIST SP 800-63B, 5.1.1.2: each code point counts as one character.
    [TestCase(6, false)]
    [TestCase(11, false)]
    [TestCase(12, true)]
    [TestCase(128, true)]
    [TestCase(129, false)]
    public void A_character_beyond_the_basic_plane_counts_once(int count, bool taken)
    {
        var emoji = string.Concat(Enumerable.Range(0, count).Select(i => char.ConvertFromUtf32(0x1f600 + (i % 60))));

        var fault = PasswordPolicy.FaultOf(emoji, Ada);

        Assert.That(fault, taken ? Is.Null : Is.Not.Null);
    }

    [TestCase("\u00e9", "e\u0301")]
    [TestCase("\ufb01", "fi")]
    [TestCase("\uff41", "a")]
    [TestCase("\u212b", "\u00c5")]
    public void The_same_text_from_two_keyboards_is_the_same_password(string typedHere, string typedThere) =>
        Assert.That(PasswordPolicy.Normalize(typedHere), Is.EqualTo(PasswordPolicy.Normalize(typedThere)));

    [TestCase("  blanks around it  ")]
    [TestCase("MiXeD CaSe stays")]
    [TestCase("tab\tand\nline")]
    [TestCase("nul\0inside it")]
    public void Nothing_is_trimmed_folded_or_cut(string password) =>
        Assert.That(PasswordPolicy.Normalize(password), Is.EqualTo(password));

    // By name, for an attribute cannot hold one.
    [TestCase("alone")]
    [TestCase("high")]
    [TestCase("low")]
    public void A_lone_surrogate_is_no_text(string which)
    {
        var password = which switch
        {
            "alone" => "\ud83d",
            "high" => "a high \ud83d surrogate",
            _ => "a low \ude00 surrogate",
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PasswordPolicy.Normalize(password), Is.Null);
            Assert.That(PasswordPolicy.FaultOf(password + "and long enough", Ada), Does.Contain("not text"));
        }
    }

    [Test]
    public void An_absurd_length_is_refused_before_it_costs_anything()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PasswordPolicy.Normalize(new string('a', 512)), Is.Not.Null);
            Assert.That(PasswordPolicy.Normalize(new string('a', 513)), Is.Null);
            Assert.That(PasswordPolicy.FaultOf(new string('\ufdfa', 1_000_000), Ada), Does.Contain("too long"));
        }
    }

    [TestCase("ada.lovelace@example.com")]
    [TestCase("Ada.Lovelace@Example.com")]
    [TestCase("ada.lovelace")]
    [TestCase("ADA.LOVELACE")]
    [TestCase("\uff41da.lovelace", TestName = "{m}(full-width a)")]
    public void The_address_is_no_password(string password) =>
        Assert.That(PasswordPolicy.FaultOf(password, Ada), Does.Contain("mail address"));

    [Test]
    public void Somebody_elses_address_is_a_password_like_any_other() =>
        Assert.That(PasswordPolicy.FaultOf("grace.hopper@example.com", Ada), Is.Null);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("no address")]
    public void A_faulty_address_is_somebody_elses_fault(string? email) =>
        Assert.That(PasswordPolicy.FaultOf(Uncommon(20), email), Is.Null);

    [TestCase("password1234")]
    [TestCase("PassWord1234")]
    [TestCase("\uff50assword1234", TestName = "{m}(full-width p)")]
    public void A_common_password_is_refused(string password) =>
        Assert.That(PasswordPolicy.FaultOf(password, Ada), Does.Contain("common"));

    // Different characters, so that no list of common passwords has them.
    private static string Uncommon(int length) =>
        string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i * 7 % 90))));
}
