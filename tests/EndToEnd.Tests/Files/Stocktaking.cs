using System.Globalization;
using System.Text.Json;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>What an organization's rows say of its bytes, beside what the storage has.</summary>
/// <param name="Rows">By file.</param>
/// <param name="Lacking">Files whose bytes are not there, or are others.</param>
/// <param name="Orphans">Keys of which no row speaks.</param>
/// <param name="CountedBytes">What the plan's counter says.</param>
internal sealed record Stocktaking(
    IReadOnlyDictionary<Guid, JsonElement> Rows, IReadOnlyList<Guid> Lacking, IReadOnlyList<string> Orphans, long CountedBytes)
{
    public long RowBytes => Rows.Values.Sum(row => row.Text("status") == "rejected" ? 0 : row.GetProperty("size").GetInt64());

    public bool Agrees => Lacking.Count == 0 && Orphans.Count == 0 && RowBytes == CountedBytes;

    public static async Task<Stocktaking> TakeAsync(Person person, string organization, Storage storage)
    {
        var rows = await ListAsync(person, $"{organization}/files");
        var left = await storage.ListAsync();
        var lacking = new List<Guid>();
        foreach (var (id, row) in rows)
            if (row.Text("status") == "ready" && !await ClaimAsync(storage, left, id, row))
                lacking.Add(id);

        var counted = (await person.GetAsync($"{organization}/entitlements")).Expect(200).Json
            .GetProperty("limits").GetProperty("storageBytes").GetProperty("used").GetInt64();
        return new Stocktaking(rows, lacking, [.. left], counted);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rows.Count} rows of {RowBytes} bytes, {CountedBytes} counted; lacking: {string.Join(' ', Lacking)}; orphans: {string.Join(' ', Orphans)}");

    // What is given out is the original or, of an image, the cleaned one: the other is gone.
    private static async Task<bool> ClaimAsync(Storage storage, HashSet<string> left, Guid id, JsonElement row)
    {
        var parts = left.Where(key => Path.GetFileNameWithoutExtension(key) == id.ToString("N")).ToDictionary(key => Path.GetExtension(key));
        var content = parts.GetValueOrDefault(".1") ?? parts.GetValueOrDefault(".0");
        if (content is null || await storage.HashAsync(content) != row.Text("sha256"))
            return false;
        left.Remove(content);
        return !row.GetProperty("hasThumbnail").GetBoolean() || (parts.TryGetValue(".2", out var thumbnail) && left.Remove(thumbnail));
    }

    private static async Task<Dictionary<Guid, JsonElement>> ListAsync(Person person, string path)
    {
        var rows = new Dictionary<Guid, JsonElement>();
        for (string? cursor = "", next = null; cursor is not null; cursor = next)
        {
            var page = (await person.GetAsync($"{path}?limit=100{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}")).Expect(200).Json;
            foreach (var row in page.GetProperty("items").EnumerateArray())
                rows.Add(row.GetProperty("id").GetGuid(), row);
            next = page.GetProperty("nextCursor").GetString();
        }

        return rows;
    }
}
