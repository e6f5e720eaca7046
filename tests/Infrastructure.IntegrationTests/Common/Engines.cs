using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>The engines that this run can use. One that is missing is not in the list; build/test.sh says which.</summary>
internal static class Engines
{
    public static readonly DatabaseProvider[] All = Enum.GetValues<DatabaseProvider>();

    public static IEnumerable<DatabaseProvider> Available => All.Where(engine => engine is DatabaseProvider.Sqlite || ServerOf(engine) is not null);

    /// <summary>A connection string to a server on which databases may be created; null when there is none.</summary>
    public static string? ServerOf(DatabaseProvider engine) => engine switch
    {
        DatabaseProvider.PostgreSql => Variable("MYSAAS_TEST_POSTGRES"),
        DatabaseProvider.SqlServer => Variable("MYSAAS_TEST_SQLSERVER"),
        _ => null,
    };

    /// <summary>The engine's model and SQL; there is nothing that it could connect to.</summary>
    public static AppDbContext WithoutServer(DatabaseProvider engine) => Open(engine, engine switch
    {
        DatabaseProvider.PostgreSql => "Host=nowhere",
        DatabaseProvider.SqlServer => "Server=nowhere",
        _ => "Data Source=:memory:",
    });

    /// <summary>A context beside the product's composition.</summary>
    public static AppDbContext Open(DatabaseProvider engine, string connectionString) => engine switch
    {
        DatabaseProvider.PostgreSql => new PostgreSqlAppDbContext(DesignTime.Options<PostgreSqlAppDbContext>(engine, connectionString)),
        DatabaseProvider.SqlServer => new SqlServerAppDbContext(DesignTime.Options<SqlServerAppDbContext>(engine, connectionString)),
        _ => new SqliteAppDbContext(DesignTime.Options<SqliteAppDbContext>(engine, connectionString)),
    };

#pragma warning disable RS0030 // the runner of the tests names the servers in its environment
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
