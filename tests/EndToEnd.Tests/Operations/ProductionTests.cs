using System.Security.Cryptography;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>The program as it runs for customers: migrated by its own step, mails over SMTP, behind a proxy.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class ProductionTests(Engine engine)
{
    [Test]
    public async Task It_is_ready_once_it_is_migrated_and_has_no_development_pages()
    {
        await using var mails = new SmtpServer();
        await using var site = await Site.CreateEmptyAsync(engine, Production.Settings(mails));

        var node = await site.StartAsync();
        var unready = (await node.GetAsync("/readyz")).Expect(503);
        await using var migration = await site.CommandAsync("migrate");

        Assert.That(unready.Body, Does.Contain("migrations"));
        Assert.That(await migration.ExitAsync(TimeSpan.Zero), Is.Zero, migration.Output);
        await node.WaitUntilReadyAsync();
        foreach (var path in (string[])["/dev/emails", "/dev/inbox", "/dev/emails?to=ada@example.test"])
            Assert.That((await node.GetAsync(path)).Expect(404).Code, Is.EqualTo("not_found"), path);
    }

    [Test]
    public async Task Mails_leave_over_SMTP_with_links_to_the_public_address()
    {
        await using var mails = new SmtpServer();
        await using var site = await Production.CreateAsync(engine, mails);
        var ada = new Person(await site.StartAsync(), "ada@example.test", mails);

        await ada.RegisterAsync();
        var mail = await ada.WaitForMailAsync("Confirm your email");
        await ada.ConfirmAsync();
        await ada.SignInAsync();

        Assert.That(mail.Text, Does.Contain($"{Production.BaseUrl}/confirm-email?email=ada%40example.test&token="));
    }

    [Test]
    public async Task A_mail_that_was_put_off_is_tried_again_under_the_same_message_id()
    {
        await using var mails = new SmtpServer { IsBusy = true };
        await using var site = await Production.CreateAsync(engine, mails, ("Jobs__RetryBaseDelay", "00:00:00.1"), ("Jobs__PollInterval", "00:00:00.2"));
        var ada = new Person(await site.StartAsync(), "ada@example.test", mails);

        await ada.RegisterAsync();
        await Eventually.ThatAsync(() => mails.PutOff.Count >= 2, "the mail is tried twice");
        mails.IsBusy = false;
        var mail = await ada.WaitForMailAsync("Confirm your email");

        Assert.That(mails.PutOff, Is.All.EqualTo(mail.Id));
        Assert.That(await mails.MailsAsync(ada.Email), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Browsers_are_told_to_stay_on_https_only_over_https_and_only_a_known_proxy_is_believed()
    {
        await using var mails = new SmtpServer();
        await using var site = await Production.CreateAsync(engine, mails);
        var behindProxy = await site.StartAsync(("App__KnownProxies__0", "127.0.0.1"));
        var alone = await site.StartAsync();

        Assert.That(await HstsAsync(behindProxy, "https"), Does.StartWith("max-age="));
        Assert.That(await HstsAsync(behindProxy, "http"), Is.Null);
        Assert.That(await HstsAsync(behindProxy, null), Is.Null);
        Assert.That(await HstsAsync(alone, "https"), Is.Null);
    }

    [Test]
    public async Task The_health_check_of_containers_tells_a_running_node_from_a_dead_one()
    {
        await using var mails = new SmtpServer();
        await using var site = await Production.CreateAsync(engine, mails);
        var node = await site.StartAsync();
        var sameUrl = ("ASPNETCORE_URLS", node.Url.OriginalString);

        await using var alive = await site.CommandAsync("healthcheck", sameUrl);
        await node.KillAsync();
        await using var dead = await site.CommandAsync("healthcheck", sameUrl);

        Assert.That(await alive.ExitAsync(TimeSpan.Zero), Is.Zero, alive.Output);
        Assert.That(await dead.ExitAsync(TimeSpan.Zero), Is.EqualTo(1), dead.Output);
        Assert.That(dead.Output, Does.Not.Contain("   at "));
    }

    private static async Task<string?> HstsAsync(Node node, string? scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        if (scheme is not null)
            request.Headers.Add("X-Forwarded-Proto", scheme);
        using var response = await node.Http.SendAsync(request);
        return response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null;
    }
}

/// <summary>What production asks for, and nothing else.</summary>
internal static class Production
{
    public const string BaseUrl = "https://app.example.test";

    public static string SigningKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    public static (string Name, string Value)[] Settings(SmtpServer mails) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("App__BaseUrl", BaseUrl),
        ("Auth__SigningKeys__0", SigningKey()),
        .. mails.Settings,
    ];

    public static Task<Site> CreateAsync(Engine engine, SmtpServer mails, params (string Name, string Value)[] settings) =>
        Site.CreateAsync(engine, [.. Settings(mails), .. settings]);
}
