using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Jobs;

if (args is not ["outbox", .. var engines])
{
    Console.Error.WriteLine("Usage: build/bench.sh outbox [ENGINE...]");
    return 2;
}

foreach (var engine in BenchmarkDatabase.Engines.Where(engine => engines.Length == 0 || engines.Contains(engine.ToString(), StringComparer.OrdinalIgnoreCase)))
{
    await using var database = await BenchmarkDatabase.CreateAsync(engine);
    await OutboxThroughput.RunAsync(database);
    await OutboxLatency.RunAsync(database);
}

return 0;
