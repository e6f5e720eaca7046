using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

[TestFixtureSource(typeof(Engines), nameof(Engines.Available))]
internal sealed class MigrationTests(DatabaseProvider engine)
{
    private TestDatabase _database = null!;

    [SetUp]
    public void NameDatabase() => _database = TestDatabase.Missing(engine);

    [TearDown]
    public ValueTask DropDatabase() => _database.DisposeAsync();

    [Test]
    public async Task A_database_that_does_not_exist_is_made_and_can_be_used()
    {
        await using var node = new Node(_database);

        await MigrateAsync(node);

        await node.CommitAsync(db => db.Add(Make.User(node.Now)));
        await using var db = _database.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await db.Database.GetAppliedMigrationsAsync(), Is.EqualTo(db.Database.GetMigrations()));
            Assert.That(await db.Users.CountAsync(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Migrating_again_changes_nothing()
    {
        await using var node = new Node(_database);
        await MigrateAsync(node);
        await node.CommitAsync(db => db.Add(Make.User(node.Now)));

        await MigrateAsync(node);

        await using var db = _database.Open();
        Assert.That(await db.Users.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Nodes_that_start_together_migrate_once_and_all_go_on(CancellationToken ct)
    {
        var nodes = Enumerable.Range(0, 6).Select(_ => new Node(_database)).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => MigrateAsync(node, ct), ct)));

        await using var db = _database.Open();
        Assert.That(await db.Database.GetAppliedMigrationsAsync(ct), Is.EqualTo(db.Database.GetMigrations()));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Test]
    public async Task A_node_is_ready_once_its_database_is_migrated()
    {
        await using var node = new Node(_database);
        await CreateEmptyAsync();
        var before = await node.Get<DatabaseState>().IsMigratedAsync(CancellationToken.None);

        await MigrateAsync(node);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.False);
            Assert.That(await node.Get<DatabaseState>().IsMigratedAsync(CancellationToken.None), Is.True);
            Assert.That(await node.Get<DatabaseState>().IsReachableAsync(CancellationToken.None), Is.True);
        }
    }

    private async Task CreateEmptyAsync()
    {
        await using var db = _database.Open();
        await db.Database.MigrateAsync(Microsoft.EntityFrameworkCore.Migrations.Migration.InitialDatabase);
    }

    private static Task MigrateAsync(Node node, CancellationToken ct = default) => node.Get<DatabaseMigrator>().MigrateAsync(ct);
}
