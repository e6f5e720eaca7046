using System.Net.Http.Headers;
using System.Text;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Edge;

/// <summary>One request that no honest client would send.</summary>
internal sealed record Attack(string Name, HttpMethod Method, string PathAndQuery)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; } = "application/json";

    /// <summary>Sent in chunks, its length unsaid.</summary>
    public bool IsChunked { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Attack With(string name, Operation operation, string path, byte[] body) => new(name, operation.Method, path) { Body = body };

    private bool IsTooLarge => Body is { Length: > 1024 * 1024 } || PathAndQuery.Length > 8000 || Headers.Any(header => header.Value.Length > 30_000);

    /// <summary>Null when the server broke the connection off, which it may do to what is too large.</summary>
    public async Task<Answer?> SendAsync(Node node, string accessToken)
    {
        using var request = Compose(accessToken);
        try
        {
            using var response = await node.Http.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
        catch (HttpRequestException) when (IsTooLarge)
        {
            return null;
        }
        catch (HttpRequestException broken)
        {
            return new Answer(0, null, broken.ToString(), new Dictionary<string, string>());
        }
    }

    private HttpRequestMessage Compose(string accessToken)
    {
        var request = new HttpRequestMessage(Method, PathAndQuery);
        request.Headers.ConnectionClose = true;                  // no attack inherits the connection of another
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        if (Body is { } body)
        {
            request.Content = IsChunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
            request.Headers.TransferEncodingChunked = IsChunked;
            if (ContentType is { } type)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in Headers)
        {
            HttpHeaders? headers = name.StartsWith("Content-", StringComparison.Ordinal) ? request.Content?.Headers : request.Headers;
            headers?.Remove(name);
            headers?.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() => $"{Name}: {Method} {Shorten(PathAndQuery)} {Shorten(Encoding.UTF8.GetString(Body ?? []))}";

    private static string Shorten(string text) => text.Length <= 200 ? text : $"{text[..200]}… ({text.Length})";
}
