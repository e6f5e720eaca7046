using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>With a wrong setting the process refuses to start, and says so in a way that an operator can act on.</summary>
public sealed class SettingsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static IEnumerable<TestCaseData> WrongSettings()
    {
        yield return Wrong(
            "values that do not fit",
            ("Database__Provider", "Oracle", "Database:Provider"),
            ("Auth__AccessTokenLifetime", "soon", "Auth:AccessTokenLifetime"),
            ("Jobs__MaxAttempts", "0", "Jobs:MaxAttempts"),
            ("Email__Provider", "Smtp", "Email:Smtp:Host"),
            ("Email__From", "nobody at nowhere", "Email:From"),
            ("App__BaseUrl", "ftp://files.example.test", "App:BaseUrl"),
            ("App__KnownProxies__0", "the-balancer", "App:KnownProxies:0"),
            ("Admin__Emails__0", "the-boss", "Admin:Emails:0"),
            ("RateLimits__Auth__Window", "whenever", "RateLimits:Auth:Window"),
            ("Metrics__Port", "654321", "Metrics:Port"));
        yield return Wrong(
            "production with what development uses",
            ("ASPNETCORE_ENVIRONMENT", "Production", null),
            ("Auth__SigningKeys__0", "c2FtcGxlLWtleS1kby1ub3QtdXNlLWluLXByb2R1Y3Rpb24tMDAwMQ==", "Auth:SigningKeys:0"),
            ("Email__Provider", "Development", "Email:Provider"),
            ("App__BaseUrl", "", "App:BaseUrl"));
        yield return Wrong(
            "production with nothing",
            ("ASPNETCORE_ENVIRONMENT", "Production", null),
            ("Auth__SigningKeys__0", "", "Auth:SigningKeys:0"),
            ("Email__Provider", "", "Email:Provider"),
            ("App__BaseUrl", "", "App:BaseUrl"));
        yield return Wrong(
            "a server without a connection string, a key that is none",
            ("Database__Provider", "SqlServer", "ConnectionStrings:Default"),
            ("Auth__SigningKeys__0", "not-a-good-key", "Auth:SigningKeys:0"),
            ("Jobs__LeaseDuration", "99:99:99", "Jobs:LeaseDuration"));
        yield return Wrong(
            "a database below a file",                           // root may write everywhere, but there it cannot either
            ("ConnectionStrings__Default", "Data Source=a-file/secret-name.db;Password=hush-hush", "ConnectionStrings:Default"),
            ("Storage__Local__Root", "a-file/files-of-all", "Storage:Local:Root"),
            ("Email__Smtp__Port", "123456", "Email:Smtp:Port"));
    }

    [TestCaseSource(nameof(WrongSettings))]
    public async Task Wrong_settings_stop_the_start_and_are_all_named_without_their_values((string Name, string Value, string? Key)[] settings)
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "a-file"), "");

        await using var run = await site.RunAsync([.. settings.Select(setting => (setting.Name, setting.Value))]);
        var status = await run.ExitAsync(Limit);

        Assert.That(status, Is.EqualTo(1), run.Output);
        Assert.That(run.StandardOutput, Is.Empty);
        Assert.That(run.Output, Does.Not.Contain("   at "), "a stack trace");
        using (Assert.EnterMultipleScope())
        {
            foreach (var key in settings.Select(setting => setting.Key).OfType<string>())
                Assert.That(run.StandardError, Has.Exactly(1).StartsWith(key + ":"));
            foreach (var (name, value, _) in settings)
                foreach (var word in Telling(value))
                    Assert.That(run.Output, Does.Not.Contain(word), name);
        }
    }

    [Test]
    public async Task A_data_folder_that_cannot_be_made_is_a_fault_of_everything_that_would_lie_in_it()
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(site.Folder, ".data"), "");

        await using var run = await site.RunAsync([]);
        var status = await run.ExitAsync(Limit);

        Assert.That(status, Is.EqualTo(1), run.Output);
        Assert.That(run.StandardError, Has.Exactly(1).StartsWith("ConnectionStrings:Default:"));
        Assert.That(run.StandardError, Has.Exactly(1).StartsWith("Auth:SigningKeys:0:"));
        Assert.That(run.StandardError, Has.Exactly(1).StartsWith("Storage:Local:Root:"));
    }

    [Test]
    public async Task The_same_faults_stop_a_migration()
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);

        await using var run = await site.CommandAsync("migrate", ("Jobs__MaxAttempts", "0"), ("Auth__AccessTokenLifetime", "soon"));

        Assert.That(await run.ExitAsync(Limit), Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("Jobs:MaxAttempts").And.Contain("Auth:AccessTokenLifetime"));
    }

    private static TestCaseData Wrong(string name, params (string Name, string Value, string? Key)[] settings) =>
        new TestCaseData([settings]).SetArgDisplayNames(name);

    // Names of choices may stand in a message as what would be right, and so may small numbers; the rest is the operator's own.
    private static IEnumerable<string> Telling(string value) =>
        value.Split(';', '=', ' ', '/').Where(word => word is not ("Production" or "Development" or "SqlServer" or "Smtp" or "Data" or "Password"))
            .Where(word => word.Length >= 4);
}
