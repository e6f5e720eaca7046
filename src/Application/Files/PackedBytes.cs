using System.IO.Pipelines;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>
/// Stores what is packed for somebody. Each attempt has an id of its own: a worker that has lost its message to another and does not know
/// yet would write over bytes whose hash is in a row. What is left of such an attempt is swept.
/// </summary>
public sealed class PackedBytes(IFileStorage storage, TimeProvider clock)
{
    /// <param name="ownerId">The organization or the person that it is for.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<PackedFile> StoreAsync(Guid ownerId, Stream content, CancellationToken ct)
    {
        var key = new StorageKey(ownerId, Guid.CreateVersion7(clock.GetUtcNow()), FilePart.Original);
        using var metered = new MeteredStream(content, long.MaxValue, (_, _) => ValueTask.CompletedTask);
        await storage.WriteAsync(key, metered, ct);
        return new PackedFile(key.FileId, metered.Count, metered.Sha256);
    }

    /// <summary>Stores it while it is packed, so that its length does not matter to the process.</summary>
    /// <param name="ownerId">The organization or the person that it is for.</param>
    /// <param name="pack">Writes it. When it throws, nothing is stored.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<PackedFile> StoreAsync(Guid ownerId, Func<Stream, Task> pack, CancellationToken ct)
    {
        var pipe = new Pipe();
        var storing = DrainAsync(pipe.Reader, ownerId, ct);
        await Task.WhenAll(FillAsync(pipe.Writer, pack), storing);
        return await storing;
    }

    // An end with a failure is the other side's failure, too: it neither takes a part for the whole nor works on for nobody.
    private static async Task FillAsync(PipeWriter writer, Func<Stream, Task> pack)
    {
        try
        {
            await pack(writer.AsStream(leaveOpen: true));
        }
        catch (Exception failure)
        {
            await writer.CompleteAsync(failure);
            throw;
        }

        await writer.CompleteAsync();
    }

    private async Task<PackedFile> DrainAsync(PipeReader reader, Guid ownerId, CancellationToken ct)
    {
        try
        {
            var file = await StoreAsync(ownerId, reader.AsStream(leaveOpen: true), ct);
            await reader.CompleteAsync();
            return file;
        }
        catch (Exception failure)
        {
            await reader.CompleteAsync(failure);
            throw;
        }
    }
}
