using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>Two processes on one database server agree.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.Servers)), Parallelizable]
public sealed class SeveralNodesTests(Engine engine)
{
    private static readonly TimeSpan RevocationLimit = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_revocation_on_one_node_reaches_the_access_tokens_on_the_other()
    {
        await using var site = await Site.CreateAsync(engine);
        var (here, there) = (await site.StartAsync(), await site.StartAsync());
        var changed = await Person.JoinAsync(here, "changed@example.test");
        var ended = await Person.JoinAsync(here, "ended@example.test");
        var disabled = await Person.JoinAsync(here, "disabled@example.test");
        var admin = await Person.JoinAsync(here, "admin@mysaas.local");
        var devices = await Task.WhenAll(
            changed.OnAnotherDeviceAsync(there), ended.OnAnotherDeviceAsync(there), disabled.OnAnotherDeviceAsync(there));
        foreach (var device in devices)
            (await device.GetMeAsync()).Expect(200);             // now the other node knows the session as a living one

        await ChangePasswordAsync(changed);
        await EndOtherSessionAsync(ended);
        await DisableAsync(admin, disabled);

        foreach (var device in devices)
        {
            (await here.GetAsync("/api/v1/users/me", device.AccessToken)).Expect(401);
            (await device.TryRefreshAsync()).Expect(401);        // refresh tokens are not cached: dead at once, everywhere
        }

        var refusals = await Task.WhenAll(devices.Select(device => Eventually.GetAsync(
            device.GetMeAsync, answer => answer.Status == 401, $"{device.Email} is signed out on the other node", RevocationLimit)));
        Assert.That(refusals.Select(refusal => refusal.Code), Is.All.EqualTo("auth.session_revoked"));
        (await changed.GetMeAsync()).Expect(200);
        (await ended.GetMeAsync()).Expect(200);
        (await disabled.GetMeAsync()).Expect(401);
    }

    [Test]
    public async Task Wrong_passwords_are_counted_across_nodes()
    {
        await using var site = await Site.CreateAsync(engine, ("Auth__Lockout__MaxFailures", "6"));
        Node[] nodes = [await site.StartAsync(), await site.StartAsync()];
        var ada = await Person.JoinAsync(nodes[0], "ada@example.test");

        var statuses = new List<int>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            ada.Node = nodes[attempt % 2];
            statuses.Add((await ada.TrySignInAsync("not the password 1")).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(401));
        foreach (var node in nodes)
        {
            ada.Node = node;
            var closed = (await ada.TrySignInAsync()).Expect(429);
            Assert.That(closed.Code, Is.EqualTo("auth.too_many_attempts"));
            Assert.That(closed.Headers, Does.ContainKey("Retry-After"));
        }
    }

    [Test]
    public async Task Two_nodes_may_migrate_an_empty_database_at_once()
    {
        await using var site = await Site.CreateEmptyAsync(engine);

        var runs = await Task.WhenAll(site.CommandAsync("migrate"), site.CommandAsync("migrate"), site.CommandAsync("migrate"));

        foreach (var run in runs)
        {
            await using (run)
                Assert.That(await run.ExitAsync(TimeSpan.FromSeconds(1)), Is.Zero, run.Output);
        }

        var node = await site.StartAsync();
        await node.WaitUntilReadyAsync();
    }

    private static async Task ChangePasswordAsync(Person person) =>
        (await person.PostAsync("/api/v1/auth/change-password", new { CurrentPassword = person.Password, NewPassword = "a new walk by the sea 2" }))
            .Expect(204);

    private static async Task EndOtherSessionAsync(Person person)
    {
        var sessions = (await person.GetAsync("/api/v1/auth/sessions")).Expect(200).Json.GetProperty("items").EnumerateArray();
        var other = sessions.Single(session => !session.GetProperty("current").GetBoolean()).Text("id");
        (await person.Node.SendAsync(HttpMethod.Delete, $"/api/v1/auth/sessions/{other}", null, person.AccessToken)).Expect(204);
    }

    private static async Task DisableAsync(Person admin, Person target)
    {
        var users = (await admin.GetAsync($"/api/v1/admin/users?search={target.Email}")).Expect(200).Json.GetProperty("items");
        (await admin.PostAsync($"/api/v1/admin/users/{users[0].Text("id")}/disable")).Expect(204);
    }
}
