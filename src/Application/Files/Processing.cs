using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>One thing that is done with a file before anybody gets it: a message with a handler of its own, in a file of its own.</summary>
public interface IProcessingStep : IMessage, IInOrganization
{
    Guid FileId { get; }

    /// <summary>What the file says is being done with it.</summary>
    static abstract string Name { get; }
}

/// <summary>
/// What is done with a file before anybody gets it, and in which order. Each step is committed with the message that begins the
/// next, so that it is taken up again where it was, and tried again on its own.
/// </summary>
public sealed class Processing(IOutbox outbox, IStoredFileRepository files, Usage usage)
{
    private static readonly Step[] Steps =
    [
        Of<ScanFile>(_ => true, file => new ScanFile(file.OrganizationId, file.Id)),
        Of<CleanImage>(IsImage, file => new CleanImage(file.OrganizationId, file.Id)),
        Of<DrawThumbnail>(IsImage, file => new DrawThumbnail(file.OrganizationId, file.Id)),
    ];

    public void Begin(StoredFile file) => Continue(file, Steps);

    /// <summary>
    /// Does a step's work, unless it is done or the file is gone, and begins what comes next. When the last attempt fails the file
    /// is rejected: it would wait for ever.
    /// </summary>
    public async Task RunAsync<TStep>(TStep step, MessageContext context, Func<StoredFile, Task> work, CancellationToken ct) where TStep : IProcessingStep
    {
        if (await files.FindAsync(step.FileId, ct) is not { } file || !file.IsAt(TStep.Name))
            return;
        var occupied = file.OccupiedBytes;
        try
        {
            await work(file);
        }
        catch (Exception failure) when (context.IsLastAttempt && failure is not PostponedException && !ct.IsCancellationRequested)
        {
            file.Reject("files.processing_failed");
        }

        usage.GiveBack<StorageBytes>(occupied - file.OccupiedBytes, file.CreatedAt);
        if (file.IsAt(TStep.Name))
            Continue(file, Steps.SkipWhile(next => next.Name != TStep.Name).Skip(1));
    }

    /// <summary>Rejects a file that is still not through.</summary>
    public async Task GiveUpAsync(Guid fileId, CancellationToken ct)
    {
        if (await files.FindAsync(fileId, ct) is not { Status: FileStatus.Processing } file)
            return;
        usage.GiveBack<StorageBytes>(file.OccupiedBytes, file.CreatedAt);
        file.Reject("files.processing_failed");
    }

    private void Continue(StoredFile file, IEnumerable<Step> left)
    {
        if (left.FirstOrDefault(step => step.IsFor(file)) is not { } next)
        {
            file.BecomeReady();
            return;
        }

        file.Enter(next.Name);
        outbox.Add(next.Message(file));
    }

    private static bool IsImage(StoredFile file) => file.ContentType is "image/png" or "image/jpeg" or "image/webp" or "image/gif" or "image/bmp";

    private static Step Of<TStep>(Func<StoredFile, bool> isFor, Func<StoredFile, TStep> message) where TStep : IProcessingStep =>
        new(TStep.Name, isFor, file => message(file));

    private sealed record Step(string Name, Func<StoredFile, bool> IsFor, Func<StoredFile, IMessage> Message);
}
