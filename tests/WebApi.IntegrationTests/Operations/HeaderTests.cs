using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

[OnEachEngine]
public sealed class HeaderTests(Engine engine) : ApiTests(engine)
{
    // A success, a refusal by a use case, by validation, by routing and by authentication: each is answered at another place.
    private static readonly string[] EveryKindOfAnswer =
        ["GET /healthz", "POST auth/login", "POST auth/register", "GET nothing/here", "GET users/me", "GET auth/login"];

    [TestCaseSource(nameof(EveryKindOfAnswer))]
    public async Task Security_headers_are_on_every_answer(string call)
    {
        var answer = await SendAsync(call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
            Assert.That(answer.Header("Content-Security-Policy"), Does.StartWith("default-src 'none'"));
            Assert.That(answer.Header("Strict-Transport-Security"), Is.Null, "not in development");
            Assert.That(answer.Header("Server"), Is.Null);
            Assert.That(answer.Header("X-Powered-By"), Is.Null);
        }
    }

    [TestCaseSource(nameof(EveryKindOfAnswer))]
    public async Task A_good_request_id_is_taken_and_any_other_replaced(string call)
    {
        Assert.That((await SendAsync(call, "Order-66.retry_1")).Header("X-Request-Id"), Is.EqualTo("Order-66.retry_1"));
        Assert.That((await SendAsync(call, "has blanks")).Header("X-Request-Id"), Does.Match("^[0-9a-f]{32}$"));
    }

    [TestCase("x", true)]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [TestCase("01234567890123456789012345678901234567890123456789012345678901234", false)]
    [TestCase("a/b", false)]
    [TestCase("é", false)]
    [TestCase("<script>", false)]
    public async Task A_request_id_is_1_to_64_of_letters_digits_and_three_signs(string id, bool isGood)
    {
        var answer = await SendAsync("GET nothing/here", id);

        Assert.That(answer.Header("X-Request-Id"), isGood ? Is.EqualTo(id) : Does.Match("^[0-9a-f]{32}$"));
    }

    [Test]
    public async Task Requests_without_an_id_get_one_each()
    {
        var (first, second) = (await SendAsync("GET /healthz"), await SendAsync("GET /healthz"));

        Assert.That(first.Header("X-Request-Id"), Does.Match("^[0-9a-f]{32}$").And.Not.EqualTo(second.Header("X-Request-Id")));
    }

    [Test]
    public async Task The_audit_log_knows_the_request_by_its_id()
    {
        var (ann, id) = (Stranger(), $"audit-{Guid.CreateVersion7():N}");

        await App.Client().SendAsync(
            HttpMethod.Post, "auth/register", new { ann.Email, ann.Password, ann.DisplayName }, ("X-Request-Id", id)).ShouldBe(202);

        Assert.That(await App.Database.CountAsync("AuditEntries", ("Action", "users.registered"), ("RequestId", id)), Is.EqualTo(1));
    }

    [Test]
    public async Task Answers_that_hold_secrets_are_never_stored()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        foreach (var answer in new[]
        {
            await ann.LogInAsync(),
            await ann.RefreshAsync(laptop.Tokens.RefreshToken),
            await laptop.PostAsync("auth/two-factor/setup"),
            await laptop.MeAsync(),
            await ann.LogInAsync("wrong horse battery"),
        })
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"), answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [TestCase("https://app.example.com")]
    [TestCase("null")]
    public async Task No_origin_may_call_unless_it_is_configured(string origin)
    {
        var simple = await App.Client().SendAsync(HttpMethod.Get, "/healthz", body: null, ("Origin", origin));
        var preflight = await App.Client().SendAsync(
            HttpMethod.Options, "auth/login", body: null, ("Origin", origin), ("Access-Control-Request-Method", "POST"));

        Assert.That(simple.Header("Access-Control-Allow-Origin"), Is.Null);
        Assert.That(preflight.Header("Access-Control-Allow-Origin"), Is.Null);
    }

    private Task<HttpResponseMessage> SendAsync(string call, string? requestId = null)
    {
        var (method, path) = (new HttpMethod(call.Split(' ')[0]), call.Split(' ')[1]);
        object? body = path switch
        {
            "auth/login" when method == HttpMethod.Post => new { email = "nobody@example.com", Password },
            "auth/register" => new { },
            _ => null,
        };
        return App.Client().SendAsync(method, path, body, [.. requestId is null ? [] : new[] { ("X-Request-Id", requestId) }]);
    }
}

[OnEachEngine]
public sealed class CorsTests(Engine engine) : ApiTests(engine)
{
    private const string Ours = "https://app.example.com";

    protected override TestSettings Settings => new(("Cors:Origins:0", Ours));

    [TestCase("/healthz")]
    [TestCase("users/me")]
    [TestCase("nothing/here")]
    public async Task A_configured_origin_reads_answers_and_refusals_with_their_ids(string path)
    {
        var answer = await App.Client().SendAsync(HttpMethod.Get, path, body: null, ("Origin", Ours));

        Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(Ours));
        Assert.That(answer.Header("Access-Control-Expose-Headers"), Does.Contain("X-Request-Id").And.Contain("Retry-After"));
    }

    [Test]
    public async Task A_preflight_is_answered_without_a_sign_in()
    {
        var answer = await App.Client().SendAsync(
            HttpMethod.Options, "users/me", body: null,
            ("Origin", Ours), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,content-type"));

        await answer.ShouldBe(204);
        Assert.That(answer.Header("Access-Control-Allow-Headers"), Does.Contain("authorization"));
    }

    [TestCase("https://evil.example.com")]
    [TestCase("https://app.example.com.evil.com")]
    [TestCase("http://app.example.com")]
    public async Task Any_other_origin_reads_nothing(string origin)
    {
        var answer = await App.Client().SendAsync(HttpMethod.Get, "/healthz", body: null, ("Origin", origin));

        Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.Null);
    }
}
