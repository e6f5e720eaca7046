using System.Text;
using System.Text.Json;

namespace MySaas.EndToEnd.Tests.Edge;

/// <summary>What is tried on every operation. The randomness is NUnit's, so that a run can be repeated by its seed.</summary>
internal sealed class Attacks(Random random)
{
    private const int Megabyte = 1024 * 1024;

    // As JSON, since some of them are no text that .NET could encode.
    private static readonly string[] NastyValues =
    [
        "\"\"", "\"\\u0000\"", "\"a\\u0000b@example.test\"", "\"\\ud800\"", "\"\\udfff@example.test\"", "\"\\u202e\\ufeff\\u200b\"",
        "\"' OR 1=1; DROP TABLE users; --\"", "\"{{ 7 | times: 7 }}{% include 'x' %}\"", "\"<script>alert(1)</script>\"",
        "\"../../../../etc/passwd\"", "\"\\r\\nBcc: everybody@example.test\"", "\"%00%ff%n%s\"", "null", "true", "[]", "{}", "[[[\"a\"]]]",
        "0", "-1", "1e400", "-0.0", "123456789012345678901234567890", "\"2024-13-45T99:99:99Z\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"ﬀ①Å\"", "\"a@b\"", "\"@\"", "\"ada@example.test\"", "\"ADA@EXAMPLE.TEST \"", "\"quiet-harbour-27-lamps\"", "\"123456\"",
    ];

    private static readonly string[] NastyTexts =
    [
        "", "%00", "%ff%fe", "%C3%28", "%F0%9F%92%A9", "-1", "0", "101", "1e9", "99999999999999999999", "null", "'", "%", "a%00b",
        "..%2f..%2f", "%252e%252e", "AAAA", "eyJhIjoxfQ", "00000000-0000-0000-0000-000000000000", "%0d%0aX-Injected:%20yes",
    ];

    public IEnumerable<Attack> On(Operation operation)
    {
        foreach (var text in NastyTexts)
            yield return new Attack("nasty address", operation.Method, Address(operation, text));
        for (var i = 0; i < 5; i++)
            yield return new Attack("random address", operation.Method, Address(operation, RandomText()));
        yield return new Attack("long address", operation.Method, Address(operation, new string('a', 7000)));
        yield return new Attack("longer address", operation.Method, Address(operation, new string('a', 20_000)));
        foreach (var attack in WithHeaders(operation).Concat(WithBodies(operation)))
            yield return attack;
    }

    private IEnumerable<Attack> WithHeaders(Operation operation)
    {
        (string Name, string Value)[] headers =
        [
            ("Authorization", "Bearer"), ("Authorization", "Bearer a.b.c"), ("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30."),
            ("Authorization", "Basic OjpALw=="), ("Authorization", $"Bearer {new string('x', 9000)}"), ("Accept", "text/html;q=zebra, */"),
            ("Accept-Encoding", "gzip;q=banana, br, zstd"), ("Accept-Language", "xx-klingon-€"), ("Accept-Charset", "utf-7"), ("User-Agent", new string('é', 5000)),
            ("X-Request-Id", "<script>\"';--"), ("X-Request-Id", new string('a', 5000)), ("X-Forwarded-For", "not, an, address"), ("X-Forwarded-Proto", "gopher"),
            ("Cookie", new string(';', 3000)), ("If-None-Match", "\"\\"), ("Range", "bytes=9-1,-,x"), ("Origin", "null"),
            ("Content-Encoding", "gzip"), ("X-HTTP-Method-Override", "TRACE"), ("traceparent", "00-zz-zz-zz"), ("Host", "a b\\c"), ("X-Big", new string('b', 40_000)),
        ];
        return headers.Select(header => new Attack($"header {header.Name}", operation.Method, Address(operation, "1"))
        {
            Body = operation.Fields.Count > 0 ? "{}"u8.ToArray() : null,
            Headers = [header],
        });
    }

    private IEnumerable<Attack> WithBodies(Operation operation)
    {
        var path = Address(operation, Guid.CreateVersion7().ToString());
        foreach (var value in NastyValues)
            yield return Attack.With("the same value everywhere", operation, path, Json(operation, () => value));
        for (var i = 0; i < 10; i++)
            yield return Attack.With("nasty values", operation, path, Json(operation, () => random.GetItems(NastyValues, 1)[0]));
        yield return Attack.With("long values", operation, path, Json(operation, () => $"\"{new string('x', 900_000 / Math.Max(1, operation.Fields.Count))}\""));
        yield return Attack.With("long emoji", operation, path, Json(operation, () => JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("😀", 5000)))));
        foreach (var body in (string[])["", " ", "null", "{", "}", "[1,2", "\"text\"", "42", "{\"email\":}", "\ufeff{}", "{\"email\":\"a\",\"email\":{}}", "NaN", "// {}"])
            yield return Attack.With("broken JSON", operation, path, Encoding.UTF8.GetBytes(body));
        for (var i = 0; i < 5; i++)
            yield return Attack.With("random bytes", operation, path, RandomBytes(random.Next(1, 4000)));
        yield return Attack.With("deep arrays", operation, path, Encoding.ASCII.GetBytes(new string('[', 500_000)));
        yield return Attack.With("deep objects", operation, path, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"email\":", 50_000))));
        yield return Attack.With("invalid UTF-8", operation, path, [.. "{\"email\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]);
        foreach (var type in (string?[])[null, "", "text/plain", "application/xml", "application/json; charset=utf-7", "application/json; charset=utf-16", "multipart/form-data", "a/b/c"])
            yield return Attack.With($"content type {type}", operation, path, Json(operation, () => "\"x\"")) with { ContentType = type };
        yield return Attack.With("two megabytes", operation, path, RandomBytes(2 * Megabyte));
        yield return Attack.With("two megabytes in chunks", operation, path, Encoding.ASCII.GetBytes($"{{\"email\":\"{new string('x', 2 * Megabyte)}\"}}")) with { IsChunked = true };
    }

    private static byte[] Json(Operation operation, Func<string> value) =>
        Encoding.UTF8.GetBytes($"{{{string.Join(',', operation.Fields.DefaultIfEmpty("x").Select(field => $"\"{field}\":{value()}"))}}}");

    private static string Address(Operation operation, string text)
    {
        var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? text : part));
        return operation.Query.Count == 0 ? path : $"{path}?{string.Join('&', operation.Query.Select(name => $"{name}={text}"))}";
    }

    private string RandomText() => Uri.EscapeDataString(Encoding.Latin1.GetString(RandomBytes(random.Next(1, 60))));

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
