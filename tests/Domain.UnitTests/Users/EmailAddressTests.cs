using MySaas.Domain.Users;

namespace MySaas.Domain.UnitTests.Users;

public sealed class EmailAddressTests
{
    private static readonly string LongestLocal = new('a', 64);
    private static readonly string Label = new('b', 63);

    [TestCase("ada@example.com")]
    [TestCase("Ada.Lovelace+tag@Mail.Example.co.uk")]
    [TestCase("a@b.c")]
    [TestCase("o'brien@example.ie")]
    [TestCase("_-!#$%&*/=?^`{|}~@example.com")]
    [TestCase("1@2.3")]
    [TestCase("ada@xn--bcher-kva.example")]
    [TestCase("ada@3com.com")]
    public void This_is_an_address(string text) => Assert.That(EmailAddress.TryParse(text, out _), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("ada")]
    [TestCase("ada@")]
    [TestCase("@example.com")]
    [TestCase("@")]
    [TestCase("ada@localhost")]
    [TestCase("ada@@example.com")]
    [TestCase("ada@eve@example.com")]
    [TestCase(".ada@example.com")]
    [TestCase("ada.@example.com")]
    [TestCase("a..da@example.com")]
    [TestCase("ada@.example.com")]
    [TestCase("ada@example.com.")]
    [TestCase("ada@example..com")]
    [TestCase("ada@-example.com")]
    [TestCase("ada@example-.com")]
    [TestCase("ada@exa_mple.com")]
    [TestCase("ada@[127.0.0.1]")]
    [TestCase("ada lovelace@example.com")]
    [TestCase("ada@exam ple.com")]
    [TestCase("\"ada\"@example.com")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("<ada@example.com>")]
    [TestCase("ada@example.com,eve@example.com")]
    [TestCase("ada@example.com;eve@example.com")]
    [TestCase("mailto:ada@example.com")]
    [TestCase("ada(comment)@example.com")]
    [TestCase("ada\\@example.com")]
    public void This_is_none(string? text) => Assert.That(EmailAddress.TryParse(text, out _), Is.False);

    [TestCase("ada@example.com\r\nBcc: eve@example.com")]
    [TestCase("ada@example.com\n")]
    [TestCase("\r\nada@example.com")]
    [TestCase("ada\r@example.com")]
    [TestCase("ada@example.com\0")]
    [TestCase("ada@exam\tple.com")]
    [TestCase("ada\u007f@example.com")]
    public void Nothing_gets_into_a_mails_head_through_an_address(string text) =>
        Assert.That(EmailAddress.TryParse(text, out _), Is.False);

    [TestCase("mi\u212ae@example.com", TestName = "{m}(the Kelvin sign, which folds to k)")]
    [TestCase("ad\u0430@example.com", TestName = "{m}(a Cyrillic a)")]
    [TestCase("ada@ex\u0430mple.com", TestName = "{m}(a Cyrillic a in the domain)")]
    [TestCase("\u0131da@example.com", TestName = "{m}(a dotless i, which upper-cases to I)")]
    [TestCase("a\u017fa@example.com", TestName = "{m}(a long s, which upper-cases to S)")]
    [TestCase("ad\uff41@example.com", TestName = "{m}(a full-width a, which NFKC folds)")]
    [TestCase("ada\uff20example.com", TestName = "{m}(a full-width at sign)")]
    [TestCase("jos\u00e9@example.com", TestName = "{m}(a composed e)")]
    [TestCase("jose\u0301@example.com", TestName = "{m}(a decomposed e)")]
    [TestCase("ada\u200b@example.com", TestName = "{m}(a blank without width)")]
    [TestCase("\u00a0ada@example.com", TestName = "{m}(a blank that does not break)")]
    [TestCase("ada@example\u3002com", TestName = "{m}(an ideographic full stop)")]
    public void A_look_alike_is_refused(string text) => Assert.That(EmailAddress.TryParse(text, out _), Is.False);

    [Test]
    public void The_local_part_may_have_64_characters_and_no_more()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(EmailAddress.TryParse($"{LongestLocal}@example.com", out _), Is.True);
            Assert.That(EmailAddress.TryParse($"a{LongestLocal}@example.com", out _), Is.False);
        }
    }

    [Test]
    public void A_label_of_the_domain_may_have_63_characters_and_no_more()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(EmailAddress.TryParse($"ada@{Label}.com", out _), Is.True);
            Assert.That(EmailAddress.TryParse($"ada@b{Label}.com", out _), Is.False);
        }
    }

    [Test]
    public void The_whole_may_have_254_characters_and_no_more()
    {
        var domain = string.Join('.', Label, Label, new string('b', 61));
        var longest = $"{LongestLocal}@{domain}";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest, Has.Length.EqualTo(EmailAddress.MaxLength));
            Assert.That(EmailAddress.TryParse(longest, out _), Is.True);
            Assert.That(EmailAddress.TryParse(longest + "b", out _), Is.False);
        }
    }

    [Test]
    public void It_is_trimmed_kept_as_typed_and_compared_without_case()
    {
        var typed = EmailAddress.Parse(" \tAda@Example.COM ");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(typed.Value, Is.EqualTo("Ada@Example.COM"));
            Assert.That(typed.ToString(), Is.EqualTo("Ada@Example.COM"));
            Assert.That(typed.Normalized, Is.EqualTo("ada@example.com"));
            Assert.That(typed, Is.EqualTo(EmailAddress.Parse("ada@example.com")));
            Assert.That(typed.GetHashCode(), Is.EqualTo(EmailAddress.Parse("ada@example.com").GetHashCode()));
            Assert.That(typed, Is.Not.EqualTo(EmailAddress.Parse("eve@example.com")));
        }
    }

    [Test]
    [SetCulture("tr-TR")]
    public void A_Turkish_server_compares_the_same_way() =>
        Assert.That(EmailAddress.Parse("INFO@EXAMPLE.COM").Normalized, Is.EqualTo("info@example.com"));

    [Test]
    public void Parsing_what_is_no_address_is_the_callers_mistake() =>
        Assert.That(() => EmailAddress.Parse("ada"), Throws.TypeOf<FormatException>());
}
