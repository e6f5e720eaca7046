using System.Text.Json;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// Whether the product and <see cref="Limit"/> still answer a workload alike, with the same status, the same properties and about the same length, and
/// leave as many new rows behind, in the same tables. A ratio of two programs that do different things would say nothing.
/// </summary>
internal static class Agreement
{
    private const double Longer = 1.25;

    /// <exception cref="InvalidOperationException">They do not.</exception>
    public static async Task CheckAsync(Workload workload, BenchmarkDatabase database, Server limit, Server product)
    {
        var (theirs, ours) = (await AskAsync(workload, database, limit), await AskAsync(workload, database, product));
        if (theirs.Answer.Status != ours.Answer.Status || ShapeOf(theirs.Answer.Body) != ShapeOf(ours.Answer.Body) || theirs.NewRows != ours.NewRows
            || Math.Max(theirs.Answer.Body.Length, ours.Answer.Body.Length) > Longer * Math.Min(theirs.Answer.Body.Length, ours.Answer.Body.Length))
            throw new InvalidOperationException(
                $"{workload.Name}: the limit and the product do different things.{Environment.NewLine}limit: {theirs}{Environment.NewLine}MySaas: {ours}");
    }

    private static async Task<(Answer Answer, string NewRows)> AskAsync(Workload workload, BenchmarkDatabase database, Server server)
    {
        var before = await database.CountRowsAsync();
        var answer = await Wrk.OnceAsync(workload.At(server), workload);
        var beyond = workload.Beyond is { } table ? SqlDialect.Of(database.Engine).NameOf(table).Trim('"') : null;
        var added = (await database.CountRowsAsync())
            .Select(table => (table.Key, Rows: table.Value - before[table.Key])).Where(table => table.Rows != 0 && table.Key != beyond);
        return (answer, string.Join(", ", added.Select(table => $"{table.Rows} {table.Key}")));
    }

    /// <summary>The names of all properties in their order, with the values left out.</summary>
    private static string ShapeOf(string body)
    {
        if (body.Trim().Length == 0)
            return "";
        using var json = JsonDocument.Parse(body);
        return ShapeOf(json.RootElement);
    }

    private static string ShapeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(property => $"{property.Name}:{ShapeOf(property.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(ShapeOf))}]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}

/// <summary>What a server said.</summary>
internal sealed record Answer(int Status, string Body);
