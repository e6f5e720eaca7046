using System.Text.Json;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Webhooks;

namespace MySaas.StripeSimulator.World;

/// <summary>A world as bytes: for a file that outlives the process, and for looking at.</summary>
internal static class WorldSnapshot
{
    private static readonly JsonSerializerOptions Format = new() { IgnoreReadOnlyProperties = true, WriteIndented = true };

    public static JsonObject Take(StripeWorld world)
    {
        var tables = new JsonObject();
        foreach (var table in world.Tables())
            tables[table.Name] = table.Save(Format);
        return new JsonObject
        {
            ["offset"] = world.Clock.Offset.Ticks,
            ["tables"] = tables,
            ["keys"] = world.Api.SaveKeys(Format),
            ["deliveries"] = JsonSerializer.SerializeToNode(world.Webhooks.Save(), Format),
        };
    }

    public static void Restore(StripeWorld world, ReadOnlySpan<byte> bytes)
    {
        var snapshot = JsonNode.Parse(bytes)!;
        world.Clock.Offset = TimeSpan.FromTicks(snapshot["offset"]!.GetValue<long>());
        foreach (var table in world.Tables())
        {
            foreach (var entity in table.Load(snapshot["tables"]?[table.Name], Format))
                world.Adopt(entity);
        }

        world.Api.LoadKeys(snapshot["keys"], Format);
        world.Webhooks.Load(snapshot["deliveries"].Deserialize<List<SavedDelivery>>(Format) ?? []);
    }
}
