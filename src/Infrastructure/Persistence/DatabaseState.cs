using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MySaas.Infrastructure.Persistence;

/// <summary>Whether the database answers and holds this program's model; once migrated it stays so, and is asked no more.</summary>
internal sealed class DatabaseState(DirectSql sql, MigrationHistory migrations)
{
    private volatile bool _migrated;

    public async Task<bool> IsReachableAsync(CancellationToken ct)
    {
        await sql.ExecuteAsync($"SELECT 1", ct);
        return true;
    }

    public async Task<bool> IsMigratedAsync(CancellationToken ct) => _migrated || (_migrated = await migrations.IsCompleteAsync(ct));
}

internal sealed class DatabaseHealthCheck(DatabaseState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        DatabaseHealth.TellAsync(state.IsReachableAsync(cancellationToken), "The database does not answer.");
}

internal sealed class MigrationsHealthCheck(DatabaseState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        DatabaseHealth.TellAsync(state.IsMigratedAsync(cancellationToken), "Run WebApi migrate.");
}

public static class DatabaseHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddDatabaseHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealthCheck>("database", timeout: Patience)
        .AddCheck<MigrationsHealthCheck>("migrations", timeout: Patience);

    // An exception would be logged with its stack at every look, for as long as the outage lasts.
    internal static async Task<HealthCheckResult> TellAsync(Task<bool> isFine, string fault)
    {
        try
        {
            return await isFine ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(fault);
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException || DatabaseFaults.IsUnavailable(failure))
        {
            return HealthCheckResult.Unhealthy($"The database does not answer ({failure.GetType().Name}).");
        }
    }
}
