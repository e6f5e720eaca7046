using MySaas.Domain.Auth;

namespace MySaas.Domain.UnitTests.Auth;

public sealed class CommonPasswordsTests
{
    [TestCase("password1234")]
    [TestCase("password12345")]
    [TestCase("passwordpassword")]
    [TestCase("123456789012")]
    [TestCase("1234567890123")]
    [TestCase("qwertyuiop12")]
    [TestCase("qwertyuiop123")]
    [TestCase("qwerty123456")]
    [TestCase("1qaz2wsx3edc")]
    [TestCase("zaq12wsxcde3")]
    [TestCase("iloveyou1234")]
    [TestCase("administrator")]
    [TestCase("letmein12345")]
    [TestCase("111111111111")]
    [TestCase("aaaaaaaaaaaa")]
    [TestCase("abcdefghijkl")]
    [TestCase("welcome12345")]
    [TestCase("changeme1234")]
    [TestCase("password2026!")]
    public void A_password_that_attackers_try_first_is_common(string password) =>
        Assert.That(CommonPasswords.Contains(password), Is.True);

    [TestCase("correct-horse-battery-9")]
    [TestCase("s3cure-passphrase!")]
    [TestCase("tr0ub4dor&3-x")]
    [TestCase("vB7#qLw9zTn2")]
    public void A_strong_password_is_not_common(string password) =>
        Assert.That(CommonPasswords.Contains(password), Is.False);

    [TestCase("PASSWORD1234")]
    [TestCase("PasswordPassword")]
    [TestCase("Administrator")]
    public void Case_does_not_hide_a_common_password(string password) =>
        Assert.That(CommonPasswords.Contains(password), Is.True);

    [TestCase(" password1234")]
    [TestCase("password1234 ")]
    [TestCase("password-1234")]
    [TestCase("xpassword1234")]
    public void Only_an_exact_match_is_common(string password) =>
        Assert.That(CommonPasswords.Contains(password), Is.False);

    [TestCase("")]
    [TestCase("#")]
    [TestCase("# Composed of")]
    public void The_head_of_the_list_is_not_in_it(string line) =>
        Assert.That(CommonPasswords.Contains(line), Is.False);

    [Test]
    public void The_list_holds_only_what_the_length_rule_lets_through_once_each_and_in_order()
    {
        var list = Entries();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list, Has.Count.GreaterThan(10_000));
            Assert.That(list, Has.All.Length.InRange(PasswordPolicy.MinLength, PasswordPolicy.MaxLength));
            Assert.That(list, Is.EqualTo(list.Select(entry => entry.Trim().ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)));
        }
    }

    private static List<string> Entries()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);

        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }
}
