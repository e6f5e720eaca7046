using System.Security.Cryptography;
using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Whoever reads the database can neither sign in as somebody nor follow a link that was mailed to them.</summary>
[OnEachEngine]
public sealed class SecretsAtRestTests(Engine engine) : ApiTests(engine)
{
    // All but the development inbox, which stands in for people's own mailboxes.
    private static readonly string[] Tables =
        ["Users", "Sessions", "RefreshTokens", "OneTimeTokens", "AccountExports", "AuditEntries", "OutboxMessages", "Throttles"];

    [Test]
    public async Task No_table_holds_a_password_token_code_or_key_in_clear()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var authenticator = await laptop.TurnTwoFactorOnAsync();
        await laptop.PostAsync("users/me/export").ShouldBe(202);
        var export = (await ann.MailAsync("export is ready")).Link.Query.Split('=')[1];
        var reset = await ann.ForgetPasswordAsync();

        var stored = string.Concat(await Task.WhenAll(Tables.Select(App.Database.DumpAsync)));

        string[] secrets =
        [
            ann.Password, laptop.Tokens.AccessToken, laptop.Tokens.RefreshToken, reset, export, authenticator.SharedKey,
            .. authenticator.RecoveryCodes, .. authenticator.RecoveryCodes.Select(code => code.Replace("-", "", StringComparison.Ordinal)),
        ];
        Assert.That(secrets.Where(secret => stored.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(stored, Does.Contain(HashOf(laptop.Tokens.RefreshToken)).And.Contain(HashOf(reset)), "it looks in the right place");
    }

    [Test]
    public async Task A_mail_that_was_sent_is_forgotten()
    {
        var ann = await RegisterAsync();
        await ann.MailAsync("Confirm");

        var outbox = await App.Database.DumpAsync("OutboxMessages");

        Assert.That(outbox, Does.Contain("notifications.send_email.v1"));
        Assert.That(outbox, Does.Not.Contain(ann.Email).And.Not.Contain("token"));
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
