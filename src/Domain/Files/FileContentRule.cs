namespace MySaas.Domain.Files;

/// <summary>A file is what its bytes show, whatever is said of it.</summary>
public static class FileContentRule
{
    /// <summary>As many of the first bytes as it takes to tell.</summary>
    public const int HeadBytes = 512;

    /// <summary>
    /// The media type of a file; null when its bytes belie the claimed type or the name. What nobody knows is taken at its word:
    /// it is given out as bytes without a type.
    /// </summary>
    /// <param name="name">Its extension claims a type too.</param>
    /// <param name="claimed">By <see cref="MediaType.Of"/>.</param>
    /// <param name="head">The first <see cref="HeadBytes"/>, or all there are.</param>
    public static string? TypeOf(string name, string claimed, ReadOnlySpan<byte> head)
    {
        var extension = FileName.ExtensionOf(name);
        // Windows calls a table of text by the name of the program that opens it.
        var type = extension is ".csv" && claimed is "application/vnd.ms-excel" ? "text/csv" : claimed;
        var shown = FormatOf(head);

        if (!Fits(shown, FileFormats.All.FirstOrDefault(format => format.HasExtension(extension))) || !Fits(shown, type))
            return null;
        return type != MediaType.Unknown ? type
            : FileFormats.All.Select(format => format.TypeOf(extension)).FirstOrDefault(known => known is not null)
            ?? shown?.Uses[0].Type ?? MediaType.Unknown;
    }

    private static bool Fits(FileFormat? shown, string type)
    {
        if (FileFormats.All.FirstOrDefault(format => format.HasType(type)) is { } claimed)
            return Fits(shown, claimed);

        // A type that is not in the table is told from what it is certainly not.
        var kind = type[..(type.IndexOf('/', StringComparison.Ordinal) + 1)];
        return shown is null || kind is not ("text/" or "image/" or "audio/" or "video/" or "font/") || shown.HasKind(kind);
    }

    private static bool Fits(FileFormat? shown, FileFormat? claimed) =>
        claimed is null || (claimed == FileFormats.Text ? shown is null : shown == claimed);

    /// <summary>Null for text, and for whatever else has no signature that is known.</summary>
    private static FileFormat? FormatOf(ReadOnlySpan<byte> head)
    {
        foreach (var format in FileFormats.Binary)
            if (format.IsOf(head))
                return format;
        return null;
    }
}
