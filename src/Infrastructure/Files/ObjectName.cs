using System.Globalization;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Files;

/// <summary>
/// What an object is called in every storage: <c>owner/last two digits of the file/file.part</c>, all of it ids. A folder can
/// be copied into a bucket as it is, and back.
/// </summary>
internal static class ObjectName
{
    public static string FolderOf(Guid ownerId) => ownerId.ToString("N");

    // The first digits of an id are its time; the last are random, and spread.
    public static string Of(StorageKey key)
    {
        var file = key.FileId.ToString("N");
        return string.Create(CultureInfo.InvariantCulture, $"{FolderOf(key.OwnerId)}/{file[^2..]}/{file}.{(int)key.Part}");
    }

    /// <summary>Null for what is none of ours.</summary>
    public static StorageKey? Parse(string name) =>
        name.Split('/') is [var folder, _, var file]
        && file.Split('.') is [var id, var number]
        && Guid.TryParseExact(folder, "N", out var ownerId)
        && Guid.TryParseExact(id, "N", out var fileId)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            ? new StorageKey(ownerId, fileId, (FilePart)part)
            : null;
}
