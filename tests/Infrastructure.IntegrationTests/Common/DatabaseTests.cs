using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>Runs a fixture on every engine: its own migrated database, without a row before each test, and a fresh node.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Available))]
internal abstract class DatabaseTests(DatabaseProvider engine)
{
    protected DatabaseProvider Engine { get; } = engine;

    protected TestDatabase Database { get; private set; } = null!;

    protected Node Node { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task CreateDatabase() => Database = await TestDatabase.MigratedAsync(Engine);

    [SetUp]
    public async Task StartNode()
    {
        await Database.CleanAsync();
        Node = new Node(Database);
    }

    [TearDown]
    public ValueTask StopNode() => Node.DisposeAsync();

    [OneTimeTearDown]
    public ValueTask DropDatabase() => Database.DisposeAsync();
}
