using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MySaas.Infrastructure.Persistence;

/// <summary>Brings the database to this program's model. Several nodes may start it at once: one works, the others wait.</summary>
public sealed class DatabaseMigrator
{
    private readonly MigrationHistory _history;
    private readonly Func<AppDbContext> _contexts;
    private readonly ILogger<DatabaseMigrator> _logger;

    internal DatabaseMigrator(MigrationHistory history, Func<AppDbContext> contexts, ILogger<DatabaseMigrator> logger) =>
        (_history, _contexts, _logger) = (history, contexts, logger);

    public async Task MigrateAsync(CancellationToken ct)
    {
        if (!await _history.IsCompleteAsync(ct))
            await ApplyAsync(ct);
    }

    private async Task ApplyAsync(CancellationToken ct)
    {
        await using var db = _contexts();
        using var fileLock = await TakeSqliteLockAsync(db, ct);
        await using var session = db.Database.IsNpgsql() ? SessionOf(db) : null;
        if (session is not null)
            await TakePostgreSqlLockAsync(db, session, ct);
        var pending = (await PendingAsync(db, ct)).ToList();
        if (pending.Count == 0)
            return;

        // On SQL Server EF Core holds an application lock all the while.
        await db.Database.MigrateAsync(ct);
        _logger.LogInformation("Applied {Count} migrations, the last is {Migration}", pending.Count, pending[^1]);
    }

    private static async Task<IEnumerable<string>> PendingAsync(AppDbContext db, CancellationToken ct) =>
        await db.Database.CanConnectAsync(ct) ? await db.Database.GetPendingMigrationsAsync(ct) : db.Database.GetMigrations();

    // On PostgreSQL EF Core locks the history table for one migration at a time, so that of two nodes that begin together each
    // applies the other's next one. This lock belongs to a session of its own and ends with it, also when the process is killed.
    private static async Task TakePostgreSqlLockAsync(AppDbContext db, NpgsqlConnection session, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct))
            await CreatePostgreSqlDatabaseAsync(db, ct);
        await session.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('mysaas migrations'))", session) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlConnection SessionOf(AppDbContext db) =>
        new(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false }.ConnectionString);

    private static async Task CreatePostgreSqlDatabaseAsync(AppDbContext db, CancellationToken ct)
    {
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(ct);
        }
        catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was first.
        }
    }

    // On SQLite EF Core's lock is a row, which a killed process leaves behind for good. The operating system's lock dies
    // with its process; whoever holds it may clear that row.
    private static async Task<IDisposable?> TakeSqliteLockAsync(AppDbContext db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite() || db.Database.GetDbConnection().DataSource is not { Length: > 0 } file || file == ":memory:")
            return null;

        FileStream? taken = null;
        while (taken is null)
        {
            try
            {
                taken = new FileStream(file + ".migrate-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(50, ct);        // another process migrates
            }
        }

        await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", ct);
        // EF Core does this for a file that it creates itself; here the check of the settings has made it. It stays with the file.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal';", ct);
        return taken;
    }
}
