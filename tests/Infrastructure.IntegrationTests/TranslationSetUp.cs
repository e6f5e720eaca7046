using MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

namespace MySaas.Infrastructure.IntegrationTests;

/// <summary>Before everything else: whatever a suite asks an engine is compared with what was translated for SQL Server.</summary>
[SetUpFixture]
internal sealed class TranslationSetUp
{
    public static Translation Translation { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Translate() => Translation = await Translation.RunAsync();

    [OneTimeTearDown]
    public ValueTask Dispose() => Translation.DisposeAsync();
}
