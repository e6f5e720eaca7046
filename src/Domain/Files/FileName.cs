using System.Globalization;
using System.Text;

namespace MySaas.Domain.Files;

/// <summary>A file's name as strangers give it, made fit to be shown. It names nothing in the storage.</summary>
public static class FileName
{
    public const int MaxLength = 255;

    private const string Nameless = "file";

    /// <summary>
    /// The last piece of a path, composed (NFC), without what cannot be seen or turns the direction of reading, and at most
    /// <see cref="MaxLength"/> long, of which the extension is kept.
    /// </summary>
    public static string Of(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var visible = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
            if (IsVisible(rune))
                visible.Append(rune);

        var name = visible.ToString().Normalize(NormalizationForm.FormC).Trim().TrimEnd('.', ' ');
        return name.Length == 0 ? Nameless : Shorten(name);
    }

    /// <summary>In lower case and with its dot, such as <c>.png</c>; empty without one.</summary>
    public static string ExtensionOf(string name) =>
        name.LastIndexOf('.') is var dot and > 0 ? name[dot..].ToLowerInvariant() : "";

    // A lone surrogate comes as U+FFFD, which is nobody's name either.
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
            return name;
        var extension = ExtensionOf(name) is { Length: <= 16 } kept ? name[^kept.Length..] : "";
        var stem = name[..(MaxLength - extension.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + extension;
    }
}
