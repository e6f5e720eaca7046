using System.Text.Json;
using System.Text.Json.Nodes;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>Stripe's ways with JSON: times in seconds, lists as objects.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static long Unix(this DateTimeOffset moment) => moment.ToUnixTimeSeconds();

    public static long? Unix(this DateTimeOffset? moment) => moment?.ToUnixTimeSeconds();

    public static JsonObject ToJson(this IReadOnlyDictionary<string, string> map)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map)
            json[key] = value;
        return json;
    }

    public static JsonArray ToJson(this IEnumerable<JsonNode?> nodes)
    {
        var array = new JsonArray();
        foreach (var node in nodes)
            array.Add(node);
        return array;
    }

    public static JsonArray ToJson(this IEnumerable<string> texts) => texts.Select(text => (JsonNode?)text).ToJson();

    /// <summary>A list as Stripe answers it, whole unless told otherwise.</summary>
    public static JsonObject List(string url, IEnumerable<JsonNode?> data, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["data"] = data.ToJson(),
        ["has_more"] = hasMore,
        ["url"] = url,
    };

    public static byte[] ToBytes(this JsonNode node)
    {
        using var stream = new MemoryStream(2048);
        using (var writer = new Utf8JsonWriter(stream))
            node.WriteTo(writer);
        return stream.ToArray();
    }

    /// <summary>Webhooks come pretty-printed.</summary>
    public static byte[] ToIndentedBytes(this JsonNode node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString(Indented));
}
