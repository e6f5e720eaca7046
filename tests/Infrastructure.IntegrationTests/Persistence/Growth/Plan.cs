using System.Text.Json;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.Growth;

/// <summary>A statement as PostgreSQL ran it.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Pages">Pages of eight kilobytes that it touched.</param>
/// <param name="Steps">Every node of its plan.</param>
internal sealed record Plan(string Text, long Pages, IReadOnlyList<Step> Steps)
{
    public static Plan Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.GetProperty("Plan");
        return new Plan(document.RootElement.GetProperty("Query Text").GetString()!, Number(root, "Shared Hit Blocks") + Number(root, "Shared Read Blocks"), [.. Walk(root)]);
    }

    public override string ToString() =>
        $"{Pages} pages{Environment.NewLine}{Text}{Environment.NewLine}{string.Join(Environment.NewLine, Steps)}";

    private static IEnumerable<Step> Walk(JsonElement node)
    {
        yield return new Step(
            node.GetProperty("Node Type").GetString()!,
            node.TryGetProperty("Relation Name", out var table) ? table.GetString() : null,
            node.TryGetProperty("Index Name", out var index) ? index.GetString() : null,
            (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck") + Number(node, "Rows Removed by Join Filter"))
            * Number(node, "Actual Loops"));
        if (node.TryGetProperty("Plans", out var parts))
            foreach (var step in parts.EnumerateArray().SelectMany(Walk))
                yield return step;
    }

    private static long Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? (long)value.GetDouble() : 0;
}

/// <param name="Kind">As in Seq Scan.</param>
/// <param name="Table">What it read, if it read a table.</param>
/// <param name="Index">By which index.</param>
/// <param name="Rows">How many it had in its hands, those that it put aside included.</param>
internal sealed record Step(string Kind, string? Table, string? Index, long Rows);
