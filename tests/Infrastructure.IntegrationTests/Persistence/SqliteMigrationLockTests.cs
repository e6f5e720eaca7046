using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>EF Core's lock on SQLite is a row, for which everybody waits without end; a killed process never deletes it.</summary>
internal sealed class SqliteMigrationLockTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public void NameDatabase() => _database = TestDatabase.Missing(DatabaseProvider.Sqlite);

    [TearDown]
    public ValueTask DropDatabase() => _database.DisposeAsync();

    [Test]
    [CancelAfter(30_000)]
    public async Task The_lock_of_a_killed_process_is_survived(CancellationToken ct)
    {
        await LeaveStaleLockAsync(ct);
        await using var node = new Node(_database);

        await node.Get<DatabaseMigrator>().MigrateAsync(ct);

        await using var db = _database.Open();
        Assert.That(await db.Database.GetPendingMigrationsAsync(ct), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task The_lock_of_a_living_process_is_waited_for(CancellationToken ct)
    {
        await using var node = new Node(_database);
        Task migration;
        await using (Lock())
        {
            migration = node.Get<DatabaseMigrator>().MigrateAsync(ct);

            await using var db = _database.Open();
            Assert.That(await db.Database.GetAppliedMigrationsAsync(ct), Is.Empty);
            Assert.That(migration.IsCompleted, Is.False);
        }

        await migration;
    }

    private FileStream Lock()
    {
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(_database.ConnectionString).DataSource + ".migrate-lock";
        return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    private async Task LeaveStaleLockAsync(CancellationToken ct)
    {
        await using var db = _database.Open();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-02 08:00:00');
            """,
            ct);
    }
}
