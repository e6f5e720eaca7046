using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>Who believes whom about where a request comes from; a session shows what was believed.</summary>
[OnEachEngine]
public sealed class ForwardedHeaderTests(Engine engine) : ApiTests(engine)
{
    private const string Proxy = "192.0.2.10";
    private const string Balancer = "10.1.2.3";
    private const string Unknown = "198.51.100.7";

    protected override TestSettings Settings => new(("App:KnownProxies:0", Proxy), ("App:KnownProxies:1", "10.0.0.0/8"));

    [TestCase(Proxy, "203.0.113.9", "203.0.113.9")]
    [TestCase(Balancer, "203.0.113.9", "203.0.113.9")]
    [TestCase(Balancer, "203.0.113.9, 192.0.2.10", "203.0.113.9")]
    [TestCase(Proxy, "1.2.3.4, 203.0.113.9", "203.0.113.9")]
    [TestCase(Proxy, "garbage", Proxy)]
    [TestCase(Unknown, "203.0.113.9", Unknown)]
    public async Task A_forwarded_address_counts_only_from_a_configured_proxy(string from, string forwardedFor, string believed)
    {
        var ann = await JoinAsync();

        var tokens = await App.Client(from).SendAsync(
            HttpMethod.Post, "auth/login", new { ann.Email, ann.Password }, ("X-Forwarded-For", forwardedFor)).ShouldBeJson();

        var sessions = await new SignedIn(ann, tokens.To<Tokens>()).GetAsync("auth/sessions").ShouldBeJson();
        Assert.That(sessions.GetProperty("items")[0].Text("ipAddress"), Is.EqualTo(believed));
    }
}

[OnEachEngine]
public sealed class NoProxyTests(Engine engine) : ApiTests(engine)
{
    [TestCase("127.0.0.1")]
    [TestCase("10.1.2.3")]
    public async Task With_no_proxy_configured_nobody_is_believed_not_even_this_machine(string from)
    {
        var ann = await JoinAsync();

        var tokens = await App.Client(from).SendAsync(
            HttpMethod.Post, "auth/login", new { ann.Email, ann.Password }, ("X-Forwarded-For", "203.0.113.9")).ShouldBeJson();

        var sessions = await new SignedIn(ann, tokens.To<Tokens>()).GetAsync("auth/sessions").ShouldBeJson();
        Assert.That(sessions.GetProperty("items")[0].Text("ipAddress"), Is.EqualTo(from));
    }
}
