using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Jobs;

if (args is not ["outbox"])
{
    Console.Error.WriteLine("Usage: build/bench.sh outbox");
    return 2;
}

foreach (var engine in BenchmarkDatabase.Engines)
{
    await using var database = await BenchmarkDatabase.CreateAsync(engine);
    await OutboxThroughput.RunAsync(database);
    await OutboxLatency.RunAsync(database);
}

return 0;
