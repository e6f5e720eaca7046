using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>A database engine that this machine has: SQLite always, the servers when their variable names one.</summary>
/// <param name="Name">As in <c>Database:Provider</c>.</param>
/// <param name="Server">Where databases can be made; null for SQLite.</param>
public sealed record Engine(string Name, string? Server = null)
{
    public static IReadOnlyList<Engine> Available { get; } =
    [
        new("Sqlite"),
        .. TestVariables.PostgreSql is { } postgres ? [new Engine("PostgreSql", postgres)] : Array.Empty<Engine>(),
        .. TestVariables.SqlServer is { } sqlServer ? [new Engine("SqlServer", sqlServer)] : Array.Empty<Engine>(),
    ];

    /// <summary>Whether a database can be copied with a word; SQL Server would want a backup.</summary>
    public bool CopiesDatabases => Name is not "SqlServer";

    public DbConnection Connect(string connectionString) => Name switch
    {
        "PostgreSql" => new NpgsqlConnection(connectionString),
        "SqlServer" => new SqlConnection(connectionString),
        _ => new SqliteConnection(connectionString),
    };

    /// <summary>Names in the test's reports.</summary>
    public override string ToString() => Name;
}

/// <summary>Runs the fixture once for each engine that is there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnEachEngineAttribute() : TestFixtureSourceAttribute(typeof(Engine), nameof(Engine.Available));
