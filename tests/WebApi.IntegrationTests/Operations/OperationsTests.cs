using System.Net;
using System.Text.RegularExpressions;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>What operators and developers see.</summary>
[OnEachEngine]
public sealed partial class OperationsTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task A_node_says_that_it_lives_and_that_it_is_ready()
    {
        await Eventually.HoldsAsync(
            async () => (await App.Client().GetAsync("/readyz")).StatusCode is HttpStatusCode.OK, "the scheduler has started");
        var ready = await App.Client().GetAsync("/readyz").ShouldBeJson();

        await App.Client().GetAsync("/healthz").ShouldBe(200);
        Assert.That(ready.Text("status"), Is.EqualTo("ready"));
        Assert.That(ready.GetProperty("failing").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Metrics_are_Prometheus_text_and_name_routes_not_paths()
    {
        await App.Client().GetAsync("users/me").ShouldBe(401);

        var text = await (await App.Client().GetAsync("/metrics").ShouldBe(200)).Content.ReadAsStringAsync();

        Assert.That(text, Does.Contain("# TYPE http_server_request_duration_seconds histogram"));
        Assert.That(text, Does.Contain("http_route=\"api/v1/users/me\""));
    }

    [TestCase("/docs/")]
    [TestCase("/dev/inbox")]
    public async Task Pages_load_nothing_from_another_host(string path)
    {
        var answer = await App.Client().GetAsync(path).ShouldBe(200);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(ForeignSource().Matches(page).Select(match => match.Value), Is.Empty);
        Assert.That(answer.Header("Content-Security-Policy"), Does.Contain("default-src 'none'").And.Not.Contain("http"));
    }

    [Test]
    public async Task The_development_inbox_lists_newest_first_by_address_in_any_case()
    {
        var ann = await RegisterAsync();
        await ann.MailAsync("Confirm");
        await ann.RegisterAsync().ShouldBe(202);

        var mails = await App.Inbox.AllAsync(ann.Email.ToUpperInvariant());

        Assert.That(mails, Has.Count.EqualTo(2));
        Assert.That(mails.Select(mail => mail.SentAt), Is.Ordered.Descending);
        Assert.That(mails[0].To, Is.EqualTo(ann.Email));
        Assert.That(mails[0].Html, Does.Contain("<html"));
    }

    [TestCase("a%00b@example.com")]
    [TestCase("nobody")]
    [TestCase("")]
    public async Task The_development_inbox_takes_any_address(string to)
    {
        await RegisterAsync();

        await App.Client().GetAsync($"/dev/emails?to={to}").ShouldBe(200);
        await App.Client().GetAsync($"/dev/inbox?to={to}").ShouldBe(200);
    }

    [Test]
    public async Task A_mail_is_in_the_inbox_within_a_second()
    {
        var ann = await RegisterAsync();

        var mail = await ann.MailAsync("Confirm");

        Assert.That(App.Clock.GetUtcNow() - mail.SentAt, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [GeneratedRegex("""(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]*|@import[^;]*|url\((?:https?:)?//[^)]*\)""", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignSource();
}

/// <summary>The same program as customers run it.</summary>
[OnEachEngine]
public sealed class ProductionTests(Engine engine) : ApiTests(engine)
{
    private const string Proxy = "192.0.2.10";

    protected override TestSettings Settings => new(
        ("Email:Provider", "Smtp"), ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", "1"), ("App:KnownProxies:0", Proxy))
    {
        Environment = "Production",
    };

    [TestCase("/dev/emails")]
    [TestCase("/dev/inbox")]
    [TestCase("/dev/stripe")]
    public async Task The_development_routes_do_not_exist(string path)
    {
        await App.Client().GetAsync(path).ShouldBeProblem(404, "not_found");
    }

    [TestCase("/healthz")]
    [TestCase("users/me")]
    [TestCase("nothing/here")]
    public async Task HSTS_is_on_answers_over_HTTPS_as_a_known_proxy_tells_it(string path)
    {
        var overHttps = await GetAsync(path, from: Proxy, scheme: "https");
        var overHttp = await GetAsync(path, from: Proxy, scheme: "http");
        var claimed = await GetAsync(path, from: "198.51.100.7", scheme: "https");

        Assert.That(overHttps.Header("Strict-Transport-Security"), Does.StartWith("max-age="));
        Assert.That(overHttp.Header("Strict-Transport-Security"), Is.Null);
        Assert.That(claimed.Header("Strict-Transport-Security"), Is.Null);
    }

    [Test]
    public async Task People_register_although_the_mail_server_is_down()
    {
        await RegisterAsync();
    }

    private Task<HttpResponseMessage> GetAsync(string path, string from, string scheme) => App.Client(from).SendAsync(
        HttpMethod.Get, path, body: null, ("X-Forwarded-Proto", scheme), ("X-Forwarded-For", "203.0.113.9"));
}
