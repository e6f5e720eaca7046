using System.Data.Common;

namespace MySaas.Infrastructure.Persistence;

/// <summary>Section <c>Database</c>; the connection itself is <c>ConnectionStrings:Default</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;
}

/// <summary>Where the data is, by the settings.</summary>
internal sealed record DatabaseConnection(DatabaseProvider Provider, string ConnectionString)
{
    // Statements that come again and again are prepared by the driver, and a connection is not cleared when it goes back to the pool: nothing
    // here leaves a temporary table, a setting or a lock in its session.
    private static readonly (string Key, string Value)[] PostgreSqlDefaults = [("Max Auto Prepare", "200"), ("No Reset On Close", "true")];

    /// <summary>With what we recommend where the operator says nothing.</summary>
    public static DatabaseConnection Of(DatabaseProvider provider, string connectionString)
    {
        var given = new DbConnectionStringBuilder();
        if (provider is not DatabaseProvider.PostgreSql || !IsRead(connectionString, given))
            return new(provider, connectionString);
        foreach (var (key, value) in PostgreSqlDefaults.Where(recommended => !given.ContainsKey(recommended.Key) && !given.ContainsKey(recommended.Key.Replace(" ", "", StringComparison.Ordinal))))
            given[key] = value;
        return new(provider, given.ConnectionString);
    }

    /// <summary>False for what is no connection string, which is told with the other faults of the settings.</summary>
    public static bool IsRead(string connectionString, DbConnectionStringBuilder into)
    {
        try
        {
            into.ConnectionString = connectionString;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}
