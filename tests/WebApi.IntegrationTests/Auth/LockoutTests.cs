using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class LockoutTests(Engine engine) : ApiTests(engine)
{
    private const string Wrong = "wrong horse battery";

    [Test]
    public async Task The_right_password_is_refused_while_the_address_is_closed_and_taken_afterwards()
    {
        var ann = await JoinAsync();
        await CloseAsync(ann);

        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");

        App.Clock.Travel(TimeSpan.FromMinutes(16));
        await ann.SignInAsync();
    }

    [Test]
    public async Task An_unknown_address_closes_after_as_many_failures_and_looks_the_same()
    {
        var known = await AnswersAsync(await JoinAsync());
        var unknown = await AnswersAsync(Stranger());

        Assert.That(unknown, Is.EqualTo(known));
        Assert.That(known.Count(answer => answer.Contains("auth.invalid_credentials", StringComparison.Ordinal)), Is.InRange(5, 10));
        Assert.That(known[^1], Does.Contain("auth.too_many_attempts"));
    }

    [Test]
    public async Task Fifty_guesses_from_as_many_addresses_are_throttled_and_the_owner_recovers()
    {
        var ann = await JoinAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i =>
            new Person(App, ann.Email, $"{Wrong} {i}") { Address = $"203.0.113.{i}" }.LogInAsync()));

        Assert.That(answers.Count(answer => (int)answer.StatusCode == 401), Is.LessThanOrEqualTo(10));
        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(401).Or.EqualTo(429));
        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");
        await ann.ResetPasswordAsync(await ann.ForgetPasswordAsync(), "seven green kettles").ShouldBe(204);
        await ann.LogInAsync("seven green kettles").ShouldBe(200);
    }

    [Test]
    public async Task Twenty_right_passwords_at_once_close_nothing()
    {
        var ann = await JoinAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ann.LogInAsync()));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(200));
    }

    [Test]
    public async Task A_full_sign_in_forgives_the_failures_before_it()
    {
        var ann = await JoinAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                await ann.LogInAsync(Wrong).ShouldBe(401);
            await ann.SignInAsync();
        }
    }

    [Test]
    public async Task Sessions_go_on_while_the_address_is_closed()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        await CloseAsync(ann);

        await laptop.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task One_address_in_two_spellings_is_one_count()
    {
        var ann = await JoinAsync();
        var shouting = new Person(App, ann.Email.ToUpperInvariant(), ann.Password);
        await CloseAsync(shouting);

        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");
    }

    private static async Task CloseAsync(Person person)
    {
        for (var i = 0; i < 9; i++)
            await person.LogInAsync(Wrong);
    }

    private static async Task<List<string>> AnswersAsync(Person person)
    {
        var answers = new List<string>();
        for (var i = 0; i < 12; i++)
            answers.Add(await (await person.LogInAsync(Wrong)).WithoutIdsAsync());
        return answers;
    }
}
