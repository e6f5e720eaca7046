using Microsoft.Extensions.DependencyInjection;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.IntegrationTests.Persistence.Growth;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Growth;

/// <summary>A PostgreSQL database with so many rows in each table that is asked for.</summary>
internal sealed class CrowdedDatabase : IAsyncDisposable
{
    /// <summary>The organization that has half of all rows, and the person that has a few of each kind.</summary>
    public static readonly Guid Asked = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-617283940a1b");

    private static readonly string[] Tables =
    [
        "users", "organizations", "memberships", "invitations", "api_keys", "audit_entries", "Files", "uploads", "invoices", "sessions", "refresh_tokens",
        "one_time_tokens", "idempotency_records", "outbox_messages", "job_runs", "webhook_events", "usage_counters",
    ];

    private CrowdedDatabase(BenchmarkDatabase database, DateTimeOffset now) => (Database, Node, Now) = (database, new BenchmarkNode(database), now);

    public BenchmarkDatabase Database { get; }

    public BenchmarkNode Node { get; }

    public DateTimeOffset Now { get; }

    public static async Task<CrowdedDatabase> FillAsync(int rows)
    {
        var now = TimeProvider.System.GetUtcNow();
        var crowded = new CrowdedDatabase(await BenchmarkDatabase.CreateAsync(DatabaseProvider.PostgreSql), now);
        await using var db = crowded.Node.Services.GetRequiredService<Func<AppDbContext>>()();
        await new Crowd(rows, Asked, now).FillAsync(db, Tables);
        return crowded;
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Database.DisposeAsync();
    }
}
