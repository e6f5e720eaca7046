using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>
/// Takes in what strangers put into the storage directly. They may put something else there as long as their link lives, so it is copied to
/// where no link leads, and looked at there.
/// </summary>
public sealed class DirectIntake(IFileStorage storage, IMediator mediator, AllowedTypes types, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Bytes that come by a link of ours.</summary>
    /// <exception cref="RefusedException">They are more or fewer than were announced; nothing of them is stored.</exception>
    public async Task StoreAsync(ExpectedBytes expected, Stream content, CancellationToken ct)
    {
        using var metered = new MeteredStream(content, expected.Size, (_, _) => ValueTask.CompletedTask);
        await storage.WriteAsync(expected.Key, new ExactStream(metered, expected.Size), ct);
    }

    /// <summary>All bytes of a direct upload, which are what was announced.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="uploadId">From <see cref="AnnounceUpload"/>.</param>
    /// <param name="alive">Called every now and then.</param>
    /// <param name="ct">The stranger hung up.</param>
    /// <exception cref="RefusedException">They are not there yet, or are others; then the upload is closed.</exception>
    public async Task<ReceivedFile> VerifyAsync(Guid organizationId, Guid uploadId, Func<CancellationToken, Task> alive, CancellationToken ct)
    {
        var file = await mediator.Send(new ClaimUpload(organizationId, uploadId), ct);
        using var end = new CancellationTokenSource(file.Until - clock.GetUtcNow(), clock);
        using var hungUpOrLate = CancellationTokenSource.CreateLinkedTokenSource(end.Token, ct);
        try
        {
            return await VerifyAsync(file, alive, hungUpOrLate.Token);
        }
        catch (RefusedException refused) when (refused.Refusal.Kind is RefusalKind.Invalid)
        {
            await mediator.Send(new AbandonUpload(organizationId, uploadId), CancellationToken.None);
            throw;
        }
        catch
        {
            await mediator.Send(new ReleaseUpload(organizationId, uploadId), CancellationToken.None);
            throw;
        }
    }

    private async Task<ReceivedFile> VerifyAsync(AnnouncedFile file, Func<CancellationToken, Task> alive, CancellationToken ct)
    {
        var incoming = file.Key with { Part = FilePart.Incoming };
        if (await storage.FindSizeAsync(incoming, ct) is null)
            throw FileRefusals.NotUploaded.AsException();
        await WithSignsOfLifeAsync(storage.CopyAsync(incoming, file.Key, ct), alive, ct);
        if (await storage.FindSizeAsync(file.Key, ct) != file.Size)
            throw FileRefusals.NotAsAnnounced.AsException();

        await using var content = await storage.OpenAsync(file.Key, 0, file.Size, ct)
            ?? throw new FileNotFoundException($"The storage has lost the bytes of upload {file.Key.FileId}.");
        var head = new byte[FileContentRule.HeadBytes];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var type = await types.TypeOfAsync(file.Name, file.ContentType, head.AsMemory(0, length), ct);
        var next = clock.GetUtcNow() + Pause;
        using var metered = new MeteredStream(new PrefixedStream(head.AsMemory(0, length), content), file.Size, async (_, stop) =>
        {
            if (clock.GetUtcNow() < next)
                return;
            await alive(stop);
            next = clock.GetUtcNow() + Pause;
        });
        await metered.CopyToAsync(Stream.Null, ct);
        return metered.Sha256 == file.Sha256
            ? new ReceivedFile(file.Key, file.Name, type, file.Size, file.Sha256) { ClaimedUntil = file.Until }
            : throw FileRefusals.NotAsAnnounced.AsException();
    }

    private async Task WithSignsOfLifeAsync(Task work, Func<CancellationToken, Task> alive, CancellationToken ct)
    {
        while (await Task.WhenAny(work, Task.Delay(Pause, clock, ct)) != work)
            await alive(ct);
        await work;
    }

    /// <summary>Breaks off at its end when that comes too early, so that a storage takes nothing of it.</summary>
    private sealed class ExactStream(MeteredStream source, long size) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            return read > 0 || buffer.IsEmpty || source.Count == size ? read : throw FileRefusals.NotAsAnnounced.AsException();
        }
    }
}
