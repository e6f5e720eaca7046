using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;
using Npgsql;

namespace MySaas.Infrastructure.Jobs;

/// <summary>
/// Wakes the workers of other nodes through NOTIFY. It is sent after the commit and not by it: a NOTIFY takes a lock over the
/// whole cluster while its transaction commits, and the messages of a few milliseconds share one. What is not heard is found
/// by the poll.
/// </summary>
internal sealed partial class PostgreSqlWakeUp(
    Func<AppDbContext> contexts, OutboxSignal signal, AppOptions app, JobsOptions options, TimeProvider clock, ILogger<PostgreSqlWakeUp> logger)
    : BackgroundService
{
    private const string Channel = "mysaas_outbox";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _self = Guid.CreateVersion7().ToString("N");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        KeepAsync(TellAsync, stoppingToken),
        app.WorksBackground ? KeepAsync(ListenAsync, stoppingToken) : Task.CompletedTask);

    private async Task TellAsync(CancellationToken ct)
    {
        await using var db = contexts();
        while (await signal.WaitForCommitAsync(ct))
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {_self})", ct);
            await Task.Delay(Pause, clock, ct);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var db = contexts();
        // Of its own, outside the pool, with a sign of life: a connection that only listens would not notice that it is dead.
        var settings = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { KeepAlive = 30, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, call) =>
        {
            if (call.Payload != _self)
                signal.Wake();
        };
        await connection.OpenAsync(ct);
        await using var listen = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await listen.ExecuteNonQueryAsync(ct);
        signal.Wake();                           // for what was called while nobody listened
        while (connection.State is ConnectionState.Open)
            await connection.WaitAsync(ct);
    }

    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)            // the database is away, or takes no such connections
            {
                LogAway(logger, failure.GetType().Name);
                await Task.Delay(options.PollInterval, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Other nodes cannot be called ({Error}); they poll")]
    private static partial void LogAway(ILogger logger, string error);
}
