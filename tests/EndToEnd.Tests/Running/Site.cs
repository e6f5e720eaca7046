using System.Diagnostics;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>
/// One installation of the product for one test: a folder, a database and settings that all of its nodes share. In development
/// unless told otherwise, with rate limits that a test does not reach by accident.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, string> _settings;

    private Site(string folder, IDatabase database, IEnumerable<KeyValuePair<string, string>> settings)
    {
        (Folder, Database) = (folder, database);
        _settings = new(database.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_TieredPGO"] = "0",              // nodes live for seconds here, and what they compile by a profile pays after half a minute
            ["DOTNET_TC_CallCountingDelayMs"] = "7D0",        // nor does compiling again what was called often, before they are 2 s old
            ["RateLimits__Auth__PermitLimit"] = "100000",
            ["RateLimits__Api__PermitLimit"] = "100000",
        };
        foreach (var (name, value) in settings)
            _settings[name] = value;
    }

    /// <summary>The working folder of every node.</summary>
    public string Folder { get; }

    internal IDatabase Database { get; }

    /// <summary>With a database that is migrated already.</summary>
    public static async Task<Site> CreateAsync(Engine engine, params (string Name, string Value)[] settings)
    {
        var (original, folder) = (await Migrated.SiteAsync(engine), FreshFolder());
        return Create(folder, await original.Database.CopyAsync(original.Folder, folder), settings);
    }

    /// <summary>As on its first day: the database has no tables yet.</summary>
    public static async Task<Site> CreateEmptyAsync(Engine engine, params (string Name, string Value)[] settings) =>
        Create(await engine.CreateDatabaseAsync(), settings);

    public static Site Create(IDatabase database, params (string Name, string Value)[] settings) => Create(FreshFolder(), database, settings);

    /// <summary>A node that answers <c>/healthz</c>.</summary>
    public async Task<Node> StartAsync(params (string Name, string Value)[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var url = new Uri($"http://127.0.0.1:{Ports.Free()}");
            var node = new Node(url, await RunAsync([.. settings, ("ASPNETCORE_URLS", url.OriginalString)]));
            _nodes.Add(node);
            if (await node.IsUpAsync())
                return node;

            // Somebody may take the port between the look and the start; anything else is a finding.
            if (!node.Run.Output.Contains("address already in use", StringComparison.OrdinalIgnoreCase) || attempt == 5)
                throw new AssertionException($"The program does not start.{Environment.NewLine}{node.Run.Output}");
        }
    }

    /// <summary>The program with arguments, as in <c>WebApi migrate</c>, to its end.</summary>
    public async Task<Run> CommandAsync(string verb, params (string Name, string Value)[] settings)
    {
        var run = await RunAsync(settings, verb);
        await run.ExitAsync(TimeSpan.FromSeconds(60));
        return run;
    }

    /// <summary>Starts the program and waits for nothing.</summary>
    public async Task<Run> RunAsync(IReadOnlyList<(string Name, string Value)> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [await Published.ProgramAsync(), .. arguments]) { WorkingDirectory = Folder };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Run.Start(start);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Site Create(string folder, IDatabase database, (string Name, string Value)[] settings) =>
        new(folder, database, settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));

    private static string FreshFolder() => Directory.CreateTempSubdirectory("mysaas-e2e-").FullName;

    // What the developer's shell sets for the product must not reach the product under test.
    private static bool IsOurs(string name) =>
        name.Contains("__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);
}
