namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>Each test against a mail server of its own, whose last words are all that it took.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class SmtpTests
{
    protected SmtpServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public static Task InstallServer() => SmtpServer.InstallAsync();

    [SetUp]
    public async Task StartServer() => Server = await SmtpServer.StartAsync();

    [TearDown]
    public ValueTask StopServer() => Server.DisposeAsync();
}
