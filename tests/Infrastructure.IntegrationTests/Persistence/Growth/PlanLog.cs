using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.Growth;

/// <summary>
/// How PostgreSQL has run each statement, foreign keys' own among them, as its module auto_explain tells on the connection that ran it.
/// </summary>
internal sealed class PlanLog : DbConnectionInterceptor
{
    private const string Options =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on "
        + "-c auto_explain.log_timing=off -c auto_explain.log_format=json -c auto_explain.log_nested_statements=on -c client_min_messages=log";

    private readonly ConcurrentQueue<Plan> _plans = [];

    /// <summary>What makes a connection tell.</summary>
    public static string Telling(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Options = Options }.ConnectionString;

    public IReadOnlyList<Plan> Take()
    {
        var taken = _plans.ToList();
        _plans.Clear();
        return taken;
    }

    public DbConnection Watch(DbConnection connection)
    {
        ((NpgsqlConnection)connection).Notice += (_, told) =>
        {
            if (told.Notice.MessageText.IndexOf("plan:", StringComparison.Ordinal) is > 0 and var at)
                _plans.Enqueue(Plan.Parse(told.Notice.MessageText[(at + "plan:".Length)..]));
        };
        return connection;
    }

    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result) => Watch(result);
}
