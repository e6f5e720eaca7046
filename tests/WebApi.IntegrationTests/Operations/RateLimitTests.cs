using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

[OnEachEngine]
public sealed class RateLimitTests(Engine engine) : ApiTests(engine)
{
    private const int Permits = 5;

    protected override TestSettings Settings => new(
        ("RateLimits:Auth:PermitLimit", $"{Permits}"), ("RateLimits:Auth:Window", "01:00:00"),
        ("RateLimits:Api:PermitLimit", $"{Permits}"), ("RateLimits:Api:Window", "01:00:00"));

    [Test]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back_and_others_are_served()
    {
        for (var i = 0; i < Permits; i++)
            await ForgetAsync("198.51.100.1").ShouldBe(202);

        var answer = await ForgetAsync("198.51.100.1");

        await answer.ShouldBeProblem(429, "rate_limited");
        await ForgetAsync("198.51.100.2").ShouldBe(202);
    }

    [Test]
    public async Task A_forwarded_address_of_ones_own_making_does_not_help()
    {
        for (var i = 0; i < Permits; i++)
            await ForgetAsync("198.51.100.3", $"203.0.113.{i}").ShouldBe(202);

        var answer = await ForgetAsync("198.51.100.3", "203.0.113.99");

        await answer.ShouldBeProblem(429, "rate_limited");
    }

    [Test]
    public async Task Each_person_has_a_count_of_their_own_from_wherever_they_come()
    {
        var (ann, ben) = (await SignedInAsync("198.51.100.4"), await SignedInAsync("198.51.100.5"));
        for (var i = 0; i < Permits; i++)
            await ann.MeAsync().ShouldBe(200);

        var answer = await ann.MeAsync();

        await answer.ShouldBeProblem(429, "rate_limited");
        await ben.MeAsync().ShouldBe(200);
    }

    [Test]
    public async Task Operators_and_machines_are_not_counted()
    {
        for (var i = 0; i < Permits * 2; i++)
            await App.Client("198.51.100.6").GetAsync("/healthz").ShouldBe(200);
    }

    private Task<HttpResponseMessage> ForgetAsync(string from, string? forwardedFor = null) => App.Client(from).SendAsync(
        HttpMethod.Post, "auth/forgot-password", new { email = "nobody@example.com" },
        [.. forwardedFor is null ? [] : new[] { ("X-Forwarded-For", forwardedFor) }]);

    private async Task<SignedIn> SignedInAsync(string from)
    {
        var person = new Person(App, $"{Guid.CreateVersion7():N}@example.com", Password) { Address = from };
        await person.RegisterAsync().ShouldBe(202);
        await person.ConfirmAsync();
        return await person.SignInAsync();
    }
}

[OnEachEngine]
public sealed class RateLimitsOffTests(Engine engine) : ApiTests(engine)
{
    protected override TestSettings Settings => new(("RateLimits:Enabled", "false"), ("RateLimits:Auth:PermitLimit", "1"));

    [Test]
    public async Task Switched_off_they_limit_nothing_but_the_lockout_holds()
    {
        var ann = await JoinAsync();
        for (var i = 0; i < 8; i++)
            await ann.LogInAsync("wrong horse battery").ShouldBe(401);

        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");
    }
}
