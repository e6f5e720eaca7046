using System.Net.Http.Headers;
using System.Text.Json;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>What production writes, at the most talkative level, while a person does everything that involves a secret.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.All)), Platform(Exclude = "Win", Reason = "There is no SIGTERM.")]
public sealed class LogTests(Engine engine)
{
    [Test]
    public async Task Logs_are_JSON_lines_with_request_ids_and_hold_nothing_secret_or_personal()
    {
        await using var mails = new SmtpServer();
        var signingKey = Production.SigningKey();
        await using var site = await Production.CreateAsync(engine, mails,
            ("Auth__SigningKeys__0", signingKey),
            ("Serilog__MinimumLevel__Default", "Verbose"),
            ("Serilog__MinimumLevel__Override__Microsoft", "Verbose"),
            ("Serilog__MinimumLevel__Override__Quartz", "Verbose"));
        var node = await site.StartAsync();
        var secrets = new Secrets { signingKey, mails.Password };

        await LiveAsync(new Person(node, "ada.lovelace@example.test", mails), secrets);
        await DoNonsenseAsync(node, secrets);
        foreach (var mail in await mails.MailsAsync("ada.lovelace@example.test"))
            secrets.AddMail(mail);
        await node.Run.TerminateAsync();
        await node.Run.ExitAsync(TimeSpan.FromSeconds(45));

        var lines = node.Run.StandardOutput;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Run.StandardError, Is.Empty);
            foreach (var secret in secrets)
                Assert.That(lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty, secret);
        }

        var events = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.That(events.Select(entry => entry.ValueKind), Is.All.EqualTo(JsonValueKind.Object));
        var requests = events.Where(entry => entry.TryGetProperty("Route", out _)).ToList();
        Assert.That(requests, Has.Count.GreaterThan(15));
        Assert.That(requests.Select(entry => entry.Text("RequestId")), Is.All.Not.Empty.And.Some.EqualTo("a-request-id-of-mine"));
    }

    private static async Task LiveAsync(Person ada, Secrets secrets)
    {
        secrets.AddAddress(ada.Email);
        secrets.Add(ada.Password);
        await ada.RegisterAsync();
        await ada.ConfirmAsync();
        await ada.RegisterAsync();
        await ada.SignInAsync();
        secrets.AddTokens(ada);
        secrets.Add("what a wrong password 1");
        (await ada.TrySignInAsync("what a wrong password 1")).Expect(401);
        await ada.RefreshAsync();
        secrets.AddTokens(ada);

        var setup = (await ada.PostAsync("/api/v1/auth/two-factor/setup")).Expect(200).Json;
        secrets.Add(setup.Text("sharedKey"));
        var authenticator = new Authenticator(setup.Text("sharedKey"));
        var enabled = (await ada.PostAsync("/api/v1/auth/two-factor/enable", new { Code = authenticator.NextCode() })).Expect(200);
        var recoveryCodes = enabled.Json.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToList();
        recoveryCodes.ForEach(secrets.Add);
        await ada.SignInAsync(recoveryCode: recoveryCodes[0]);
        secrets.AddTokens(ada);
        (await ada.TrySignInAsync(recoveryCode: recoveryCodes[0])).Expect(401);

        secrets.Add("a whole new password 2");
        await ada.Node.PostAsync("/api/v1/auth/forgot-password", new { ada.Email });
        var reset = new { ada.Email, (await ada.WaitForMailAsync("Reset your")).Token, NewPassword = "a whole new password 2" };
        (await ada.Node.PostAsync("/api/v1/auth/reset-password", reset)).Expect(204);
        (await ada.Node.PostAsync("/api/v1/auth/reset-password", reset)).Expect(400);
        ada.Password = reset.NewPassword;
        await ada.SignInAsync(authenticator.NextCode());
        secrets.AddTokens(ada);

        secrets.AddAddress("ada.byron@example.test");
        (await ada.PostAsync("/api/v1/auth/change-email", new { NewEmail = "ada.byron@example.test", ada.Password })).Expect(202);
        (await ada.PostAsync("/api/v1/users/me/export")).Expect(202);
        await ada.WaitForMailAsync("export");
        (await ada.GetAsync("/api/v1/auth/sessions")).Expect(200);
        (await ada.PostAsync("/api/v1/auth/logout", new { ada.RefreshToken })).Expect(204);
    }

    /// <summary>Secrets where they do not belong: in paths, queries, headers and bodies that nobody can read.</summary>
    private static async Task DoNonsenseAsync(Node node, Secrets secrets)
    {
        secrets.Add("typed-into-a-path");
        secrets.Add("typed-into-a-query");
        secrets.Add("typed-into-a-body");
        secrets.Add("typed-into-a-header");
        await node.GetAsync("/api/v1/typed-into-a-path?token=typed-into-a-query");
        await node.GetAsync("/api/v1/users/exports/typed-into-a-path?token=typed-into-a-query");
        await node.GetAsync($"/api/v1/users/exports/{Guid.CreateVersion7()}?token=typed-into-a-query");
        await node.GetAsync("/api/v1/users/me", "typed-into-a-header");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login")
        {
            Content = new StringContent("{ \"email\": \"typed-into-a-body\", \"password\": typed-into-a-body", MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.Add("X-Request-Id", "a-request-id-of-mine");
        request.Headers.Add("Cookie", "session=typed-into-a-header");
        using var response = await node.Http.SendAsync(request);
    }
}
