using System.Collections.Concurrent;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Edge;

/// <summary>Whatever is sent to any route: a refusal that a program can read, no 5xx, no crash, no growth without bound.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class AttackTests(Engine engine)
{
    private const int Parallelism = 4;
    private const long AcceptableGrowth = 150L * 1024 * 1024;

    [Test]
    public async Task Nothing_that_is_sent_to_any_route_makes_the_server_fail_or_grow()
    {
        await using var site = await Site.CreateAsync(engine, ("Auth__Lockout__Duration", "00:00:01"));
        var node = await site.StartAsync();
        var admin = await Person.JoinAsync(node, "admin@mysaas.local");      // so that no route is closed for lack of a role
        var attacks = new Attacks(TestContext.CurrentContext.Random);
        var requests = (await Operation.ListAsync(node)).SelectMany(attacks.On).ToList();
        var findings = new ConcurrentBag<string>();
        await SendAsync(requests.Where((_, i) => i % 10 == 0), node, admin, findings);      // warms up what grows only once
        var before = node.Run.WorkingSetBytes;

        await SendAsync(requests, node, admin, findings);

        var growth = node.Run.WorkingSetBytes - before;
        TestContext.Out.WriteLine($"{requests.Count} requests, grown by {growth / 1024 / 1024} MiB from {before / 1024 / 1024} MiB");
        Assert.That(requests, Has.Count.GreaterThan(1000));
        Assert.That(findings, Is.Empty);
        Assert.That(growth, Is.LessThan(AcceptableGrowth));
        Assert.That(await node.StatusAsync("/readyz"), Is.EqualTo(200));
        await Eventually.GetAsync(() => admin.TrySignInAsync(), answer => answer.Status == 200, "honest people get in again");
    }

    private static Task SendAsync(IEnumerable<Attack> attacks, Node node, Person caller, ConcurrentBag<string> findings) =>
        Parallel.ForEachAsync(attacks, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, async (attack, _) =>
        {
            if (await attack.SendAsync(node, caller.AccessToken) is { } answer && FaultOf(answer) is { } fault)
                findings.Add($"{fault} for {attack}: {answer}");
        });

    private static string? FaultOf(Answer answer) => answer switch
    {
        { Status: 0 } => "no answer",
        { Status: >= 500 } => "a 5xx",
        { Status: >= 400, ContentType: not "application/problem+json" } when !IsKestrelsOwn(answer) => "a refusal that is no problem",
        { Headers: var headers } when headers.ContainsKey("X-Injected") => "an injected header",
        _ => null,
    };

    // What Kestrel refuses before there is a request that anybody could answer has no body.
    private static bool IsKestrelsOwn(Answer answer) => answer is { Status: 400 or 414 or 431, Body: "" };
}
