namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A database engine that can be tested with here. An engine without a server is simply not in the lists.</summary>
public sealed record Engine(string Name)
{
    public static readonly Engine Sqlite = new("SQLite");
    public static readonly Engine PostgreSql = new("PostgreSQL");

    public static IEnumerable<Engine> All => [Sqlite, .. Servers];

    /// <summary>Those that several nodes can share over the network.</summary>
    public static IEnumerable<Engine> Servers => TestEnvironment.PostgreSql is null ? [] : [PostgreSql];

    public async Task<IDatabase> CreateDatabaseAsync() =>
        this == Sqlite ? new SqliteDatabase() : await PostgreSqlDatabase.CreateAsync(TestEnvironment.PostgreSql!);

    public override string ToString() => Name;
}

/// <summary>A database of one test's own.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>What a node needs to know of it.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Another one with the same in it, while nobody is connected with this one.</summary>
    /// <param name="from">The working folder of this one's nodes.</param>
    /// <param name="to">That of the other's.</param>
    Task<IDatabase> CopyAsync(string from, string to);
}

/// <summary>The program's default: a file below its working folder, which nobody has to create.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public Task<IDatabase> CopyAsync(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, ".data"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, ".data"), "mysaas.db*"))
            File.Copy(file, Path.Combine(to, ".data", Path.GetFileName(file)));
        return Task.FromResult<IDatabase>(new SqliteDatabase());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
