using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class RolesTests(Engine engine)
{
    [Test]
    public async Task The_api_takes_a_registration_and_the_worker_sends_its_mail()
    {
        await using var site = await Site.CreateAsync(engine, ("Jobs__PollInterval", "00:00:00.5"));
        var api = await site.StartAsync(("App__Role", "Api"));
        var ada = new Person(api, "ada@example.test");

        (await ada.RegisterAsync()).Expect(202);
        var mailsBefore = await api.MailsAsync(ada.Email);
        var worker = await site.StartAsync(("App__Role", "Worker"));
        await ada.ConfirmAsync();

        await ada.SignInAsync();
        Assert.That(mailsBefore, Is.Empty);
        Assert.That(api.Run.Output, Does.Not.Contain("done at attempt"));
        Assert.That(worker.Run.Output, Does.Contain("done at attempt"));
    }

    [Test]
    public async Task A_worker_is_alive_and_ready_and_serves_no_api()
    {
        await using var site = await Site.CreateAsync(engine);

        var worker = await site.StartAsync(("App__Role", "Worker"));

        Assert.That(await worker.StatusAsync("/healthz"), Is.EqualTo(200));
        await worker.WaitUntilReadyAsync();
        Assert.That((await new Person(worker, "ada@example.test").TrySignInAsync()).Expect(404).Code, Is.EqualTo("not_found"));
        Assert.That(await worker.StatusAsync("/api/v1/users/me"), Is.EqualTo(404));
        Assert.That(await worker.StatusAsync("/dev/emails"), Is.EqualTo(404));
    }
}
