using System.Buffers;

namespace MySaas.Domain.Files;

/// <summary>Media types as strangers claim them, and as receivers may be told.</summary>
public static class MediaType
{
    public const string Unknown = "application/octet-stream";
    public const int MaxLength = 127;

    private static readonly SearchValues<char> Token = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    // What a browser shows without running anything that is in it.
    private static readonly HashSet<string> Passive =
    [
        "text/plain", "text/csv", "application/json", "application/pdf", "application/zip", "application/gzip",
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/tiff",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "audio/mp4", "video/mp4", "video/webm", "video/quicktime",
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    ];

    /// <summary>In lower case and without parameters; <see cref="Unknown"/> for what is none (RFC 6838, 4.2).</summary>
    public static string Of(string? claimed)
    {
        var type = (claimed ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.Length <= MaxLength && type.Split('/') is [{ Length: > 0 } main, { Length: > 0 } sub] && IsToken(main) && IsToken(sub)
            ? type
            : Unknown;
    }

    /// <summary>The type itself when nothing in it runs, else that of bytes about which nothing is said.</summary>
    public static string Inert(string type) => Passive.Contains(type) ? type : Unknown;

    /// <summary>Whether it is one of these, of which some may be as wide as <c>image/*</c>; an empty list has every type.</summary>
    public static bool IsIn(IReadOnlyList<string> types, string type) => types.Count == 0 || types.Any(each => each.EndsWith("/*", StringComparison.Ordinal)
        ? type.StartsWith(each[..^1], StringComparison.OrdinalIgnoreCase)
        : type.Equals(each, StringComparison.OrdinalIgnoreCase));

    private static bool IsToken(string text) => !text.AsSpan().ContainsAnyExcept(Token);
}
