using MySaas.Application.Common;

namespace MySaas.Application.Files;

/// <summary>The ways in which files are refused.</summary>
public static class FileRefusals
{
    public static readonly Refusal TypeMismatch = new(
        RefusalKind.Invalid, "files.type_mismatch", "The bytes of this file are not what its name or its media type says.");

    public static readonly Refusal NotAsAnnounced = new(
        RefusalKind.Invalid, "files.not_as_announced", "The size or the SHA-256 of these bytes is not what was announced.");

    public static readonly Refusal NotUploaded = new(
        RefusalKind.Conflict, "files.not_uploaded", "The bytes of this upload are not there yet; send them and complete it then.");

    public static readonly Refusal Completed = new(
        RefusalKind.Conflict, "files.completed", "This upload is complete: the file has its id.");

    public static Refusal TypeNotAllowed(string type) =>
        new(RefusalKind.Invalid, "files.type_not_allowed", $"Files of the type {type} are not taken here.");

    public static Refusal TypeNotInPlan(string type) =>
        new(RefusalKind.PaymentRequired, "billing.upgrade_required", $"The organization's plan does not include files of the type {type}.");

    public static Refusal TooLarge(long maxBytes) =>
        new(RefusalKind.TooLarge, "files.too_large", $"A file has at most {maxBytes} bytes.");
}
