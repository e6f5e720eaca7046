using System.Collections.Concurrent;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests;

/// <summary>A migrated database of each engine, made once and then copied: migrating takes longer than most fixtures do.</summary>
[SetUpFixture]
public sealed class Migrated
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestDatabase>>> Originals = [];

    public static async Task<TestDatabase> CopyAsync(Engine engine)
    {
        if (!engine.CopiesDatabases)
            return await TestDatabase.CreateAsync(engine);
        var original = await Originals.GetOrAdd(engine, _ => new(() => MakeAsync(engine))).Value;
        return await original.CopyAsync();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        foreach (var original in Originals.Values)
            await (await original.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> MakeAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await TestApp.MigrateAsync(engine, database);
        await database.LetGoAsync();
        return database;
    }
}
