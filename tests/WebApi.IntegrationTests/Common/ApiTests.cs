namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>One app for the fixture's tests; every test brings people of its own.</summary>
public abstract class ApiTests(Engine engine, Storage? storage = null)
{
    protected const string Password = "correct horse battery";

    private TestApp? _app;

    protected Engine Engine => engine;

    /// <summary>Null when the fixture does not say.</summary>
    protected Storage? Storage => storage;

    protected TestApp App => _app ?? throw new InvalidOperationException("The app has not started.");

    /// <summary>Settings that differ from the tests' defaults.</summary>
    protected virtual TestSettings Settings => new();

    /// <summary>Whether the fixture makes messages die on purpose.</summary>
    protected virtual bool MessagesMayDie => false;

    [OneTimeSetUp]
    public async Task StartAppAsync() => _app = await TestApp.StartAsync(engine, Settings, storage);

    [OneTimeTearDown]
    public async Task StopAppAsync()
    {
        if (_app is null)
            return;
        await using var stopped = _app;
        if (!MessagesMayDie)
            Assert.That(await _app.Database.CountAsync("OutboxMessages", ("Status", "Dead")), Is.Zero, "Messages died on the way.");
    }

    /// <summary>Somebody nobody has heard of.</summary>
    protected Person Stranger(string? email = null, string password = Password) =>
        new(App, email ?? $"{Guid.CreateVersion7():N}@example.com", password);

    /// <summary>Registered; the mail is on its way.</summary>
    protected async Task<Person> RegisterAsync(string? email = null, string password = Password)
    {
        var person = Stranger(email, password);
        await person.RegisterAsync().ShouldBe(202);
        return person;
    }

    /// <summary>Registered and confirmed.</summary>
    protected async Task<Person> JoinAsync(string? email = null, string password = Password)
    {
        var person = await RegisterAsync(email, password);
        await person.ConfirmAsync();
        return person;
    }

    /// <summary>Joined, and signed in on one device.</summary>
    protected async Task<SignedIn> SignedInAsync() => await (await JoinAsync()).SignInAsync();
}
