using MySaas.Application.Common;

namespace MySaas.Application.Files;

/// <summary>The ways in which files are refused.</summary>
public static class FileRefusals
{
    public static Refusal TooLarge(long maxBytes) =>
        new(RefusalKind.TooLarge, "files.too_large", $"A file has at most {maxBytes} bytes.");
}
