using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySaas.Infrastructure.Persistence;
using Npgsql;

namespace MySaas.Benchmarks.Common;

/// <summary>The way to a database, which a process can be told.</summary>
internal sealed record BenchmarkConnection(DatabaseProvider Engine, string ConnectionString)
{
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = Engine is DatabaseProvider.PostgreSql ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
