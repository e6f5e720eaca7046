using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MySaas.Domain.Users;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>One password is hashed at a time and one may wait; the test decides how long a hash takes.</summary>
[OnEachEngine]
public sealed class SignInStormTests(Engine engine) : ApiTests(engine)
{
    private const int Storm = 20;

    private readonly HeldHasher _hasher = new();

    protected override TestSettings Settings => new(("Auth:PasswordHashing:Concurrency", "1"), ("Auth:PasswordHashing:QueueLength", "1"))
    {
        Services = services => services.AddSingleton<IPasswordHasher<User>>(_hasher),
    };

    [TearDown]
    public void LetGo() => _hasher.Release();

    [OneTimeTearDown]
    public void RemoveHasher() => _hasher.Dispose();

    [Test]
    public async Task Two_are_answered_and_all_others_are_told_when_to_come_back()
    {
        var ann = await JoinAsync();
        var calls = await FillAsync(() => ann.LogInAsync());

        _hasher.Release();
        var answers = await Task.WhenAll(calls);

        Assert.That(answers.Count(answer => (int)answer.StatusCode == 200), Is.EqualTo(2));
        foreach (var answer in answers.Where(answer => (int)answer.StatusCode != 200))
            await answer.ShouldBeProblem(429, "rate_limited");
        await ann.SignInAsync();
    }

    [Test]
    public async Task A_known_and_an_unknown_address_are_turned_away_alike()
    {
        var (ann, ben) = (await JoinAsync(), await JoinAsync());
        var calls = await FillAsync(() => ben.LogInAsync());

        string[] known = [await AnswerAsync(ann.LogInAsync()), await AnswerAsync(ann.LogInAsync("wrong horse battery")), await AnswerAsync(ann.RegisterAsync())];
        string[] unknown = [await AnswerAsync(Stranger().LogInAsync()), await AnswerAsync(Stranger().LogInAsync("wrong horse battery")), await AnswerAsync(Stranger().RegisterAsync())];

        Assert.That(known, Is.All.StartsWith("429").And.All.Contains("rate_limited"));
        Assert.That(unknown, Is.EqualTo(known));
        _hasher.Release();
        await Task.WhenAll(calls);
    }

    [Test]
    public async Task What_is_turned_away_is_no_wrong_password_and_no_account()
    {
        var (ann, ben, stranger) = (await JoinAsync(), await JoinAsync(), Stranger());
        var calls = await FillAsync(() => ben.LogInAsync());
        for (var i = 0; i < 12; i++)
            await ann.LogInAsync("wrong horse battery").ShouldBeProblem(429, "rate_limited");
        await stranger.RegisterAsync().ShouldBe(429);

        _hasher.Release();
        await Task.WhenAll(calls);

        await ann.SignInAsync();
        await stranger.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await stranger.RegisterAsync().ShouldBe(202);
    }

    [Test]
    public async Task What_there_is_no_turn_for_is_turned_away_before_it_is_read()
    {
        var ann = await JoinAsync();
        var calls = await FillAsync(() => ann.LogInAsync());

        await ann.Client.PostAsync("auth/login", new { }).ShouldBeProblem(429, "rate_limited");
        await ann.Client.PostAsync("auth/register", new { }).ShouldBeProblem(429, "rate_limited");

        _hasher.Release();
        await Task.WhenAll(calls);
        await ann.Client.PostAsync("auth/login", new { }).ShouldBe(400);
    }

    [Test]
    public async Task Who_is_signed_in_already_does_not_notice()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var calls = await FillAsync(() => ann.LogInAsync());

        await laptop.MeAsync().ShouldBe(200);
        await laptop.PostAsync("auth/change-password", new { currentPassword = ann.Password, newPassword = "seven green kettles" })
            .ShouldBeProblem(429, "rate_limited");
        await laptop.PostAsync("organizations", new { name = "Kettles" }).ShouldBe(201);

        _hasher.Release();
        await Task.WhenAll(calls);
        await laptop.ShouldBeSignedInAsync();
    }

    /// <summary>Calls until one is being hashed and one waits: all the others have their answers.</summary>
    private async Task<List<Task<HttpResponseMessage>>> FillAsync(Func<Task<HttpResponseMessage>> call)
    {
        _hasher.Hold();
        var calls = Enumerable.Range(0, Storm).Select(_ => call()).ToList();
        await Eventually.HoldsAsync(() => Task.FromResult(calls.Count(asked => asked.IsCompleted) == Storm - 2), "all but two are answered");
        return calls;
    }

    private static async Task<string> AnswerAsync(Task<HttpResponseMessage> call) => await (await call).WithoutIdsAsync();

    private sealed class HeldHasher : IPasswordHasher<User>, IDisposable
    {
        private readonly PasswordHasher<User> _real = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        private readonly ManualResetEventSlim _gate = new(initialState: true);

        public void Hold() => _gate.Reset();

        public void Release() => _gate.Set();

        public string HashPassword(User user, string password)
        {
            _gate.Wait();
            return _real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            _gate.Wait();
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        public void Dispose() => _gate.Dispose();
    }
}
