using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>One client that tries many addresses, with the limit of 50 a minute as it is shipped.</summary>
[OnEachEngine]
public sealed class ClientThrottleTests(Engine engine) : ApiTests(engine)
{
    protected override TestSettings Settings => new(("RateLimits:Auth:PermitLimit", "50"));

    [Test]
    public async Task Fifty_guesses_a_minute_are_all_that_a_client_has_and_other_clients_do_not_notice()
    {
        var ann = await JoinAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => GuessAsync("198.51.100.7")));

        var statuses = answers.Select(answer => (int)answer.StatusCode).ToList();
        Assert.That(statuses.Count(status => status == 401), Is.LessThanOrEqualTo(50));
        Assert.That(statuses, Is.All.EqualTo(401).Or.EqualTo(429));
        await GuessAsync("198.51.100.7").ShouldBe(429);
        await ann.SignInAsync();
    }

    private Task<HttpResponseMessage> GuessAsync(string from) =>
        new Person(App, $"{Guid.CreateVersion7():N}@example.com", "wrong horse battery") { Address = from }.LogInAsync();
}
