using System.Data.Common;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Jobs;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>A claim of ten messages; beside the same statement in raw ADO.NET. The lease of the last claim is over each time.</summary>
public class OutboxClaim
{
    private const int Batch = 10;

    private readonly LeapingClock _clock = new(TimeSpan.FromMinutes(2));

    private BenchmarkDatabase _database = null!;
    private BenchmarkNode _node = null!;
    private OutboxQueue _queue = null!;
    private DbConnection _connection = null!;
    private DbCommand _raw = null!;
    private SqlDialect _dialect = null!;

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = "";

    public static IEnumerable<string> Engines => BenchmarkDatabase.Engines.Select(engine => engine.ToString());

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var engine = Enum.Parse<DatabaseProvider>(Engine);
        _database = await BenchmarkDatabase.CreateAsync(engine);
        await NoOpMessages.FillAsync(_database, Batch);
        _node = new BenchmarkNode(_database, services => services.AddSingleton<TimeProvider>(_clock));
        _queue = _node.Services.GetRequiredService<OutboxQueue>();
        (_connection, _dialect) = (await _database.OpenAsync(), SqlDialect.Of(engine));
        _raw = RawQueue.ClaimOn(_connection, engine);
        if (await Claimed() != Batch || await Raw() != Batch)
            throw new InvalidOperationException("Not all of the messages were claimed.");
    }

    [GlobalCleanup]
    public async Task TearDownAsync()
    {
        await _raw.DisposeAsync();
        await _connection.DisposeAsync();
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Raw() => (await RawQueue.ClaimAsync(_raw, _dialect, Batch, _clock.GetUtcNow())).Positions.Count;

    [Benchmark]
    public async Task<int> Claimed() => (await _queue.ClaimAsync(Batch, CancellationToken.None)).Count;
}
