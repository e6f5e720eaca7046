using System.Globalization;

namespace MySaas.Domain.Files;

/// <summary>A shape of bytes, and the media types and extensions that stand for it. Many types share one: a document of Word is a ZIP archive.</summary>
/// <param name="Patterns">
/// The first bytes in hexadecimal, with <c>??</c> for any byte, and <c>@n:</c> before it when it begins at the n-th. One of them is enough.
/// </param>
/// <param name="Uses">From a media type to its extensions, which are separated by spaces.</param>
internal sealed record FileFormat(string[] Patterns, params (string Type, string Extensions)[] Uses)
{
    private readonly (int Offset, byte?[] Bytes)[] _patterns = [.. Patterns.Select(Parse)];

    private readonly HashSet<string> _types = [.. Uses.Select(use => use.Type)];

    private readonly Dictionary<string, string> _typesByExtension = Uses
        .SelectMany(use => use.Extensions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(extension => (extension, use.Type)))
        .ToDictionary(known => known.extension, known => known.Type);

    public bool IsOf(ReadOnlySpan<byte> head)
    {
        foreach (var (offset, bytes) in _patterns)
            if (Matches(head, offset, bytes))
                return true;
        return false;
    }

    public bool HasType(string type) => _types.Contains(type);

    public bool HasExtension(string extension) => _typesByExtension.ContainsKey(extension);

    /// <summary>Whether one of its types is of this kind, such as <c>image/</c>.</summary>
    public bool HasKind(string kind) => _types.Any(type => type.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>The type that an extension stands for; null when it stands for none of these.</summary>
    public string? TypeOf(string extension) => _typesByExtension.GetValueOrDefault(extension);

    private static bool Matches(ReadOnlySpan<byte> head, int offset, byte?[] bytes)
    {
        if (head.Length < offset + bytes.Length)
            return false;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] is { } wanted && head[offset + i] != wanted)
                return false;
        return true;
    }

    private static (int, byte?[]) Parse(string pattern)
    {
        var (offset, hex) = pattern.Split(':') is [var at, var rest] ? (int.Parse(at[1..], CultureInfo.InvariantCulture), rest) : (0, pattern);
        return (offset, [.. hex.Chunk(2).Select(pair => pair is ['?', '?'] ? (byte?)null : Convert.ToByte(new string(pair), 16))]);
    }
}
