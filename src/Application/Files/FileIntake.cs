using MediatR;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Takes the bytes of one file from a stranger into the storage, under an upload that was begun.</summary>
public sealed class FileIntake(IFileStorage storage, IMediator mediator, FilesOptions options, TimeProvider clock)
{
    /// <param name="key">From <see cref="BeginUpload"/>.</param>
    /// <param name="incoming">The bytes and what is claimed of them.</param>
    /// <param name="alive">Called every now and then while bytes flow.</param>
    /// <param name="ct">The stranger hung up.</param>
    /// <exception cref="Common.RefusedException">It is too large, or may no longer be written.</exception>
    public async Task<ReceivedFile> TakeInAsync(StorageKey key, IncomingFile incoming, Func<CancellationToken, Task> alive, CancellationToken ct)
    {
        using var hand = new MeteredStream(incoming.Content, options.MaxFileBytes, KeepAlive(key, alive));
        await storage.WriteAsync(key, hand, ct);
        return new ReceivedFile(key, FileName.Of(incoming.Name), MediaType.Of(incoming.ContentType), hand.Count, hand.Sha256);
    }

    private Func<long, CancellationToken, ValueTask> KeepAlive(StorageKey key, Func<CancellationToken, Task> alive)
    {
        var pause = TimeSpan.FromTicks(Math.Min(options.OrphanAge.Ticks / 4, TimeSpan.TicksPerSecond * 15));
        var next = clock.GetUtcNow() + pause;
        return async (_, ct) =>
        {
            if (clock.GetUtcNow() < next)
                return;
            next = clock.GetUtcNow() + pause;
            await alive(ct);
            await mediator.Send(new ContinueUpload(key.OrganizationId, key.FileId), ct);
        };
    }
}

/// <param name="Content">Read once, to its end.</param>
/// <param name="Name">As it was given.</param>
/// <param name="ContentType">As it was claimed.</param>
public sealed record IncomingFile(Stream Content, string? Name, string? ContentType);

/// <summary>Bytes that are all stored, and what was found out about them on the way.</summary>
public sealed record ReceivedFile(StorageKey Key, string Name, string ContentType, long Size, string Sha256);
