using System.Collections.Concurrent;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests;

/// <summary>A migrated installation for each engine, made once and then copied: migrating takes as long as all the rest of a start.</summary>
[SetUpFixture]
public sealed class Migrated
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<Site>>> Sites = [];

    public static Task<Site> SiteAsync(Engine engine) => Sites.GetOrAdd(engine, _ => new(() => MakeAsync(engine))).Value;

    [OneTimeTearDown]
    public async Task ClearAsync()
    {
        foreach (var site in Sites.Values)
            await (await site.Value).DisposeAsync();
    }

    private static async Task<Site> MakeAsync(Engine engine)
    {
        var site = await Site.CreateEmptyAsync(engine);
        await using var migration = await site.CommandAsync("migrate");
        Assert.That(await migration.ExitAsync(TimeSpan.Zero), Is.Zero, migration.Output);
        return site;
    }
}
