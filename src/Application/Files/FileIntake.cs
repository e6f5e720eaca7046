using MediatR;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Takes the bytes of one file from a stranger into the storage, under an upload that was begun.</summary>
public sealed class FileIntake(IFileStorage storage, IMediator mediator, AllowedTypes types, FilesOptions options, TimeProvider clock)
{
    private TimeSpan Pause => TimeSpan.FromTicks(Math.Min(options.OrphanAge.Ticks / 4, TimeSpan.TicksPerSecond * 15));

    /// <param name="key">From <see cref="BeginUpload"/>.</param>
    /// <param name="incoming">The bytes and what is claimed of them.</param>
    /// <param name="alive">Called every now and then while bytes flow.</param>
    /// <param name="ct">The stranger hung up.</param>
    /// <exception cref="Common.RefusedException">It is too large, not what it is said to be, or may no longer be written.</exception>
    public async Task<ReceivedFile> TakeInAsync(StorageKey key, IncomingFile incoming, Func<CancellationToken, Task> alive, CancellationToken ct)
    {
        var name = FileName.Of(incoming.Name);
        var head = new byte[FileContentRule.HeadBytes];
        var length = await incoming.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var type = await types.TypeOfAsync(name, MediaType.Of(incoming.ContentType), head.AsMemory(0, length), ct);

        var progress = new UploadProgress(mediator, key, incoming.AnnouncedSize, alive, Pause, clock);
        using var metered = new MeteredStream(new PrefixedStream(head.AsMemory(0, length), incoming.Content), options.MaxFileBytes, progress.FlowedAsync);
        await storage.WriteAsync(key, metered, ct);
        return new ReceivedFile(key, name, type, metered.Count, metered.Sha256);
    }
}

/// <param name="Content">Read once, to its end.</param>
/// <param name="Name">As it was given.</param>
/// <param name="ContentType">As it was claimed.</param>
/// <param name="AnnouncedSize">How many bytes are said to come; null when that is not said.</param>
public sealed record IncomingFile(Stream Content, string? Name, string? ContentType, long? AnnouncedSize);

/// <summary>Bytes that are all stored, and what was found out about them on the way.</summary>
public sealed record ReceivedFile(StorageKey Key, string Name, string ContentType, long Size, string Sha256)
{
    /// <summary>Of a direct upload: the end of the claim under which they were looked at.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }
}
