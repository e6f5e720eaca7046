using System.Text.RegularExpressions;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>
/// What a person entrusts to the product is in no log line at any level. Serilog has one logger per process, that of the app
/// which started last: so no other app may start meanwhile.
/// </summary>
[OnEachEngine, NonParallelizable]
public sealed partial class LogTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] Sources = ["Microsoft", "Microsoft.Hosting.Lifetime", "Quartz", "LuckyPennySoftware"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mysaas-logs-");

    private string LogFile => Path.Combine(_folder.FullName, "log.json");

    protected override TestSettings Settings => new()
    {
        Logging = Sources.ToDictionary(source => $"Serilog:MinimumLevel:Override:{source}", string? (_) => "Verbose")
            .Append(new("Serilog:MinimumLevel:Default", "Verbose"))
            .Append(new("Serilog:Using:0", "Serilog.Sinks.File"))
            .Append(new("Serilog:WriteTo:0:Name", "File"))
            .Append(new("Serilog:WriteTo:0:Args:path", LogFile))
            .Append(new("Serilog:WriteTo:0:Args:formatter", "Serilog.Formatting.Compact.CompactJsonFormatter, Serilog.Formatting.Compact"))
            .ToDictionary(),
    };

    [OneTimeTearDown]
    public void DeleteLogs() => _folder.Delete(recursive: true);

    [Test]
    public async Task A_whole_story_leaves_no_password_token_code_key_mail_or_address()
    {
        var secrets = await TellAsync();

        var log = await ReadLogAsync();

        Assert.That(log, Does.Contain("\"@l\":\"Verbose\"").Or.Contain("\"@l\":\"Debug\""), "or else nothing was captured");
        Assert.That(log, Does.Contain("api/v1/auth/two-factor/enable"));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (what, secret) in secrets)
                foreach (var form in new[] { secret, Uri.EscapeDataString(secret) }.Distinct())
                    Assert.That(LinesWith(form, log), Is.Empty, what);
        }
    }

    /// <summary>From the registration to the deletion, with wrong turns; answers all that was secret on the way.</summary>
    private async Task<List<(string What, string Secret)>> TellAsync()
    {
        var ann = await RegisterAsync();
        var secrets = new List<(string, string)>
        {
            ("address", ann.Email), ("local part", ann.Email.Split('@')[0]), ("password", ann.Password),
        };
        await ann.RegisterAsync();
        await ann.LogInAsync();
        var confirmation = await ann.MailAsync("Confirm");
        await ann.ConfirmAsync(confirmation.Token);
        await ann.ConfirmAsync(confirmation.Token);

        await ann.LogInAsync("a wrong password, mine elsewhere");
        var laptop = await ann.SignInAsync();
        var refreshed = await laptop.RefreshAsync();
        var authenticator = await refreshed.TurnTwoFactorOnAsync();
        var (used, wrong) = (authenticator.Code(), authenticator.WrongCode());
        await ann.LogInAsync(twoFactorCode: wrong);
        await ann.LogInAsync(recoveryCode: authenticator.RecoveryCodes[0]);
        await ann.LogInAsync(recoveryCode: authenticator.RecoveryCodes[0]);
        var code = authenticator.NextCode();
        await ann.LogInAsync(twoFactorCode: code);

        await refreshed.PostAsync("users/me/export").ShouldBe(202);
        var export = (await ann.MailAsync("export is ready")).Link;
        await App.Client().GetAsync(export.PathAndQuery).ShouldBe(200);
        await App.Client().GetAsync($"nothing/{ann.Email}?email={ann.Email}&token={export.Query}");
        await App.Client().PostAsync("auth/login", ApiClient.Raw($$"""{"email":"{{ann.Email}}","password":["{{ann.Password}}"]}"""));

        var newEmail = $"moved.{Guid.CreateVersion7():N}@example.org";
        await refreshed.PostAsync("auth/change-email", new { newEmail, ann.Password }).ShouldBe(202);
        var change = await App.Inbox.NewestAsync(newEmail, "Confirm your new");
        await refreshed.PostAsync("auth/confirm-email-change", new { token = change.Token }).ShouldBe(204);
        ann.Email = newEmail;

        App.Clock.Travel(TimeSpan.FromSeconds(11));
        await ann.RefreshAsync(laptop.Tokens.RefreshToken).ShouldBe(401);
        var reset = await ann.ForgetPasswordAsync();
        await ann.ResetPasswordAsync(reset, "seven green kettles").ShouldBe(204);
        await App.WorkIsDoneAsync();

        secrets.AddRange(
        [
            ("wrong password", "a wrong password, mine elsewhere"), ("new password", "seven green kettles"), ("new address", newEmail),
            ("mail", "Please confirm that"), ("confirmation token", confirmation.Token),
            ("change token", change.Token), ("reset token", reset), ("export token", export.Query.Split('=')[1]), ("authenticator key", authenticator.SharedKey),
            ("code", used), ("wrong code", wrong), ("later code", code),
            .. new[] { laptop, refreshed }.SelectMany(device => new[]
            {
                ("access token", device.Tokens.AccessToken), ("its signature", device.Tokens.AccessToken.Split('.')[2]),
                ("refresh token", device.Tokens.RefreshToken),
            }),
            .. authenticator.RecoveryCodes.Select(recovery => ("recovery code", recovery)),
        ]);
        return secrets;
    }

    private async Task<string> ReadLogAsync()
    {
        await using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Six digits also occur inside of ids and times, so they count only on their own.</summary>
    private static IEnumerable<string> LinesWith(string secret, string log) => log.Split('\n').Where(line => SixDigits().IsMatch(secret)
        ? Regex.IsMatch(line, $@"(?<![\w.-]){secret}(?![\w.-])")
        : line.Contains(secret, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
