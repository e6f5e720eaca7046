using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using MySaas.Domain.Auditing;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>A release finds the rows of the one before: after each migration there is data, and the next ones must keep it.</summary>
internal sealed class UpgradeTests
{
    private static readonly Type[] NoTypes = [];

    /// <summary>Rows that a migration deletes on purpose, by its name.</summary>
    private static readonly Dictionary<string, Type[]> Emptied = new()
    {
        ["ExportsAsFiles"] = [typeof(AccountExport), typeof(AuditLogExport)],        // their bytes went, and their links die within three days
    };

    private static IEnumerable<TestCaseData> MigrationsOfEachEngine =>
        from engine in Engines.Available
        from migration in MigrationsOf(engine)
        select new TestCaseData(engine, migration);

    [TestCaseSource(nameof(MigrationsOfEachEngine))]
    public async Task Rows_of_a_migration_are_there_after_all_later_ones_and_the_program_reads_them(DatabaseProvider engine, string migration)
    {
        await using var database = TestDatabase.Missing(engine);
        await using var db = database.Open();
        var rows = await MigrateAndFillAsync(db, migration);
        var before = await rows.ReadAsync(asOf: LatestOf(engine));

        await db.Database.MigrateAsync();

        // Quartz's tables have no class; only Quartz reads them.
        var entities = db.Model.GetEntityTypes().Where(entity => !entity.HasSharedClrType && rows.Tables.Contains(entity.GetTableName())).ToList();
        var emptied = entities.Where(entity => EmptiedAfter(engine, migration).Contains(entity.ClrType)).ToList();
        var kept = before.Where(value => !emptied.Exists(entity => value.Key.StartsWith($"{entity.GetTableName()}.", StringComparison.Ordinal))).ToDictionary();
        Assert.That(kept, Is.Not.Empty);
        Assert.That(await rows.ReadAsync(asOf: LatestOf(engine)), Is.EqualTo(kept));
        foreach (var entity in entities)
            Assert.That(await ReadAllAsync(db, entity.ClrType), Has.Count.EqualTo(emptied.Contains(entity) ? 0 : 1), entity.DisplayName());
    }

    [TestCaseSource(typeof(Engines), nameof(Engines.Available))]
    public async Task Messages_that_wait_while_the_queue_gets_its_order_stand_in_line_afterwards(DatabaseProvider engine)
    {
        await using var database = TestDatabase.Missing(engine);
        await using var db = database.Open();
        var rows = await MigrateAndFillAsync(db, MigrationsOf(engine)[0]);
        await rows.CopyAsync(nameof(db.OutboxMessages), "id", Guid.CreateVersion7());

        await db.Database.MigrateAsync();

        var messages = await db.OutboxMessages.ToListAsync();
        Assert.That(messages.Select(message => message.Position), Is.Unique.And.Exactly(2).Items.And.All.Positive);
        Assert.That(messages.Select(message => message.History), Is.All.Empty);
    }

    [TestCaseSource(typeof(Engines), nameof(Engines.Available))]
    public async Task An_export_that_is_not_packed_yet_waits_while_exports_become_files(DatabaseProvider engine)
    {
        await using var database = TestDatabase.Missing(engine);
        await using var db = database.Open();
        await MigrateAndFillAsync(db, MigrationsOf(engine).TakeWhile(id => !id.EndsWith("_ExportsAsFiles", StringComparison.Ordinal)).Last());
        await db.AuditLogExports.OfAllOrganizations().ExecuteUpdateAsync(set => set.SetProperty(export => export.TokenHash, (string?)null));

        await db.Database.MigrateAsync();

        Assert.That((await db.AuditLogExports.OfAllOrganizations().SingleAsync()).FileId, Is.Null);
    }

    [TestCaseSource(typeof(Engines), nameof(Engines.Available))]
    public async Task A_row_that_got_lost_is_noticed(DatabaseProvider engine)
    {
        await using var database = TestDatabase.Missing(engine);
        await using var db = database.Open();
        var rows = await MigrateAndFillAsync(db, LatestOf(engine));
        var before = await rows.ReadAsync(asOf: LatestOf(engine));

        await db.Throttles.ExecuteDeleteAsync();

        Assert.That(await rows.ReadAsync(asOf: LatestOf(engine)), Is.Not.EqualTo(before));
    }

    [TestCaseSource(typeof(Engines), nameof(Engines.Available))]
    public async Task Every_migration_can_be_taken_back_and_applied_again(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        await using var db = database.Open();
        await db.Database.MigrateAsync(Migration.InitialDatabase);
        var afterwards = await db.Database.GetAppliedMigrationsAsync();

        await db.Database.MigrateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(afterwards, Is.Empty);
            Assert.That(await db.Users.CountAsync(), Is.Zero);
        }
    }

    private static async Task<SampleRows> MigrateAndFillAsync(AppDbContext db, string migration)
    {
        await db.Database.MigrateAsync(migration);
        await db.Database.OpenConnectionAsync();
        var rows = new SampleRows(db, migration);
        await rows.InsertAsync();
        return rows;
    }

    private static IEnumerable<Type> EmptiedAfter(DatabaseProvider engine, string migration) =>
        MigrationsOf(engine).SkipWhile(id => id != migration).Skip(1).SelectMany(id => Emptied.GetValueOrDefault(id.Split('_', 2)[1], NoTypes));

    private static string LatestOf(DatabaseProvider engine) => MigrationsOf(engine)[^1];

    private static List<string> MigrationsOf(DatabaseProvider engine)
    {
        using var db = Engines.WithoutServer(engine);
        return [.. db.Database.GetMigrations()];
    }

    private static async Task<List<object>> ReadAllAsync(AppDbContext db, Type entity)
    {
        var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), NoTypes)!.MakeGenericMethod(entity).Invoke(db, null)!;
        return await set.IgnoreQueryFilters().AsNoTracking().ToListAsync();
    }
}
