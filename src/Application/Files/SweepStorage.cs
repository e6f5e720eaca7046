using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>
/// Removes bytes that no row speaks of: what a crash left between the storage and the database. Only those older than <c>Files:OrphanAge</c>,
/// since bytes are stored before their row is committed.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record SweepStorage : IJobStep, ICommand<int>;

public sealed class SweepStorageHandler(IFileStorage storage, IFileInventory inventory, FilesOptions options, TimeProvider clock)
    : IRequestHandler<SweepStorage, int>
{
    private const int BatchSize = 500;

    public async Task<int> Handle(SweepStorage command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - options.OrphanAge;
        var removed = await storage.DeleteUnfinishedAsync(before, ct);
        var old = new List<StorageKey>(BatchSize);
        await foreach (var stored in storage.ListAsync(ct))
        {
            if (stored.WrittenAt < before)
                old.Add(stored.Key);
            if (old.Count == BatchSize)
                removed += await RemoveOrphansAsync(old, ct);
        }

        return removed + await RemoveOrphansAsync(old, ct);
    }

    private async Task<int> RemoveOrphansAsync(List<StorageKey> keys, CancellationToken ct)
    {
        var known = await inventory.FindAsync([.. keys.Select(key => key.FileId).Distinct()], ct);
        var orphans = keys.Where(key => !IsSpokenOf(key, known)).ToList();
        foreach (var orphan in orphans)
            await storage.DeleteAsync(orphan, ct);
        keys.Clear();
        return orphans.Count;
    }

    // While a file is processed, parts are stored that its row does not speak of yet.
    private static bool IsSpokenOf(StorageKey key, IReadOnlyDictionary<Guid, KnownFile> known) =>
        known.TryGetValue(key.FileId, out var file) && file.OwnerId == key.OwnerId && file.Status switch
        {
            FileStatus.Processing => true,
            FileStatus.Ready => key.Part == file.Content || (key.Part is FilePart.Thumbnail && file.HasThumbnail),
            _ => false,
        };
}
