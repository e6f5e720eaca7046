using MySaas.Benchmarks.Billing;
using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Files;
using MySaas.Benchmarks.Growth;
using MySaas.Benchmarks.HotPaths;
using MySaas.Benchmarks.Jobs;
using MySaas.Benchmarks.Organizations;
using MySaas.Benchmarks.Requests;
using MySaas.Benchmarks.Soak;
using MySaas.Infrastructure.Persistence;

switch (args)
{
    case [BareKestrel.Verb, var url, var folder]:
        await BareKestrel.RunAsync(url, folder);
        return 0;
    case [Limit.Verb, var url, var engine, var connectionString, var signingKey]:
        await Limit.RunAsync(url, new BenchmarkConnection(Enum.Parse<DatabaseProvider>(engine), connectionString), signingKey);
        return 0;
    case ["requests", var program, .. var words]:
        await RequestSpeed.RunAsync(program, words);
        return 0;
    case ["hot", .. var filter]:
        InProcess.Run(filter.FirstOrDefault("*"));
        return 0;
    case ["storm", var program, .. var only]:
        foreach (var engine in BenchmarkDatabase.Engines.Where(engine => only.Length == 0 || only.Contains(engine.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            await using var database = await BenchmarkDatabase.CreateAsync(engine);
            await SignInStorm.RunAsync(database, program);
        }

        return 0;
    case ["soak", var program, .. var minutes]:
        await MemorySoak.RunAsync(program, minutes.FirstOrDefault());
        return 0;
    case ["guard", var program]:
        return await SpeedGuard.RunAsync(program) ? 0 : 1;
    case ["files", var program]:
        await FileSpeed.RunAsync(program);
        return 0;
    case ["growth", var program]:
        await GrowthSpeed.RunAsync(program);
        return 0;
}

if (args is not ["outbox" or "organizations" or "events", .. var engines])
{
    Console.Error.WriteLine("Usage: build/bench.sh outbox|organizations|events|storm [ENGINE...], files, growth, requests [--brief] [NAME], hot [FILTER], or soak [MINUTES]");
    return 2;
}

foreach (var engine in BenchmarkDatabase.Engines.Where(engine => engines.Length == 0 || engines.Contains(engine.ToString(), StringComparer.OrdinalIgnoreCase)))
{
    await using var database = await BenchmarkDatabase.CreateAsync(engine);
    if (args[0] == "organizations")
    {
        await using var crowd = await OrganizationCrowds.SettleAsync(database);
        await ListSpeed.RunAsync(crowd);
        await AuthorizationCost.RunAsync(crowd);
        continue;
    }

    if (args[0] == "events")
    {
        await EventDrain.RunAsync(database);
        continue;
    }

    await OutboxThroughput.RunAsync(database);
    await OutboxLatency.RunAsync(database);
}

return 0;
