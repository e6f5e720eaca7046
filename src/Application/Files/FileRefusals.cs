using MySaas.Application.Common;

namespace MySaas.Application.Files;

/// <summary>The ways in which files are refused.</summary>
public static class FileRefusals
{
    public static readonly Refusal TypeMismatch = new(
        RefusalKind.Invalid, "files.type_mismatch", "The bytes of this file are not what its name or its media type says.");

    public static Refusal TypeNotAllowed(string type) =>
        new(RefusalKind.Invalid, "files.type_not_allowed", $"Files of the type {type} are not taken here.");

    public static Refusal TooLarge(long maxBytes) =>
        new(RefusalKind.TooLarge, "files.too_large", $"A file has at most {maxBytes} bytes.");
}
