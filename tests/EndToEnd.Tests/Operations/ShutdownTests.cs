using System.Collections.Concurrent;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

[TestFixtureSource(typeof(Engine), nameof(Engine.All)), Platform(Exclude = "Win", Reason = "There is no SIGTERM.")]
public sealed class ShutdownTests(Engine engine)
{
    [Test]
    public async Task At_SIGTERM_readiness_goes_first_then_the_listener_and_requests_in_flight_finish()
    {
        await using var site = await Site.CreateAsync(engine, ("App__DrainDelay", "00:00:02"));
        var node = await site.StartAsync();
        var ada = await Person.JoinAsync(node, "ada@example.test");
        using var inFlight = await RawConnection.OpenAsync(node.Url);
        await inFlight.StartPostingJsonAsync("/api/v1/auth/login", new { ada.Email, ada.Password });
        await node.WaitUntilReadyAsync();

        await node.Run.TerminateAsync();

        var draining = await Eventually.GetAsync(() => node.GetAsync("/readyz"), answer => answer.Status == 503, "/readyz says 503");
        Assert.That(draining.Body, Does.Contain("draining"));
        Assert.That(await node.StatusAsync("/healthz"), Is.EqualTo(200));
        (await ada.GetMeAsync()).Expect(200);
        await Eventually.ThatAsync(() => !RawConnection.IsListening(node.Url), "the listener closes");
        await inFlight.FinishPostingAsync();
        Assert.That(await inFlight.ReadToEndAsync(), Does.StartWith("HTTP/1.1 200").And.Contain("accessToken"));
        Assert.That(await node.Run.ExitAsync(TimeSpan.FromSeconds(30)), Is.Zero);
    }

    [Test]
    public async Task After_SIGKILL_every_acknowledged_registration_has_its_mail_exactly_once()
    {
        await using var site = await Site.CreateAsync(engine, ("Jobs__LeaseDuration", "00:00:02"), ("Jobs__PollInterval", "00:00:00.5"));
        var node = await site.StartAsync();
        var addresses = Enumerable.Range(1, 16).Select(n => $"person{n}@example.test").ToList();
        var acknowledged = new ConcurrentBag<string>();
        var registrations = addresses.Select(address => RegisterAsync(node, address, acknowledged)).ToList();

        await Eventually.ThatAsync(() => acknowledged.Count >= 6, "some registrations are acknowledged", TimeSpan.FromSeconds(30));
        await node.KillAsync();
        await Task.WhenAll(registrations);
        var heir = await site.StartAsync();

        foreach (var address in acknowledged)
            await heir.WaitForAsync(address, "Confirm your email", TimeSpan.FromSeconds(30));
        foreach (var address in addresses)
            Assert.That(await heir.MailsAsync(address), Has.Count.LessThanOrEqualTo(1), address);
    }

    private static async Task RegisterAsync(Node node, string address, ConcurrentBag<string> acknowledged)
    {
        try
        {
            if ((await new Person(node, address).RegisterAsync()).Status == 202)
                acknowledged.Add(address);
        }
        catch (HttpRequestException)             // the kill broke it off: nothing was promised
        {
        }
    }
}
