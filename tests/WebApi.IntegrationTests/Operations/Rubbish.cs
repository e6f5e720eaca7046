using System.Text;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>Makes input that no honest client sends. The same random source makes the same rubbish again.</summary>
internal sealed class Rubbish(Random random)
{
    // As JSON, so that it can say what no .NET string can: lone surrogates, numbers beyond all types, broken escapes.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-9223372036854775809", "99999999999999999999999999", "[]", "{}", "[[[[]]]]",
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b@example.com\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uFFFF\"", "\"\\u202E\"",
        "\"' OR 1=1 --\"", "\"%00\"", "\"{{7*7}}\"", "\"<script>\"", "\"ann@example.com\"", "\"01a20a29-5b1a-7b30-9180-1ab67f16fdb5\"",
        "\"9999-12-31T23:59:60Z\"", "\"\\x\"", "\"unterminated", "NaN",
    ];

    private static readonly string[] Segments =
    [
        "%ED%A0%80", "%F0%9F%A6%89", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "%5C", "%2525", "'", "-1", "0", "100", "2147483648", "1e9",
        "null", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "c2Vzc2lvbnM6MDA", "%20", "%0A",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-16", "application/problem+json", "text/json", "", "x",
        "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
    ];

    public T AnyOf<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public string PathSegment() => random.Next(6) switch
    {
        0 => Guid.CreateVersion7().ToString(),
        1 => new string('a', random.Next(1, 3000)),
        _ => AnyOf(Segments),
    };

    public string QueryValue() => random.Next(8) == 0 ? "a%00b" : PathSegment();

    /// <summary>Mostly JSON, or else the request would not get far.</summary>
    public string ContentType() => random.Next(5) > 0 ? "application/json" : AnyOf(ContentTypes);

    public byte[] Body(IReadOnlyList<string> members) => random.Next(8) switch
    {
        0 => Bytes(random.Next(0, 2000)),
        1 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(AnyOf(["[", "{\"a\":", "\"", "\\"]), random.Next(1, 20_000)))),
        2 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Object(members))],
        3 => Encoding.UTF8.GetBytes(Object(members))[..^1],
        _ => Encoding.UTF8.GetBytes(Object(members)),
    };

    public IEnumerable<(string Name, string Value)> Headers()
    {
        if (random.Next(4) == 0)
            yield return ("X-Request-Id", AnyOf(["", " ", "a/b", new string('x', 5000), "\u00e9"]));
        if (random.Next(4) == 0)
            yield return ("User-Agent", AnyOf(["", new string('\u00e9', 400), new string('x', 255) + "\U0001F989"]));
        if (random.Next(4) == 0)
            yield return ("Accept", AnyOf(["text/html", "*/*;q=0", "garbage", "application/xml"]));
        if (random.Next(8) == 0)
            yield return ("Accept-Encoding", AnyOf(["gzip", "br;q=2", "garbage"]));
    }

    private string Object(IReadOnlyList<string> members) =>
        $"{{{string.Join(',', members.Append("unknown").Select(member => $"\"{member}\":{Value()}"))}}}";

    private string Value() => random.Next(6) switch
    {
        0 => $"\"{new string((char)random.Next('a', 'z'), random.Next(1, 60_000))}\"",
        1 => "\"not the password\"",
        _ => AnyOf(Values),
    };

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
