namespace MySaas.Infrastructure.Persistence;

/// <summary>Section <c>Database</c>; the connection itself is <c>ConnectionStrings:Default</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;
}

/// <summary>Where the data is, by the settings.</summary>
internal sealed record DatabaseConnection(DatabaseProvider Provider, string ConnectionString);

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}
