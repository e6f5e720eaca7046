using System.Text.Json;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>An HTTP answer, read to its end.</summary>
public sealed record Answer(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The stable code of a refusal.</summary>
    public string Code => Json.Text("code");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>The answer itself, when it has this status.</summary>
    public Answer Expect(int status)
    {
        Assert.That(Status, Is.EqualTo(status), Body);
        return this;
    }

    public override string ToString() => $"{Status} {Body}";
}

public static class JsonElementExtensions
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
