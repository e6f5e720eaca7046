using MediatR;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Files;

/// <summary>
/// Looks whether the storage has the bytes of every file. That it has not is a fault of the storage, or of whoever restored one without the
/// other: it is told, and the job fails. Nothing is changed, for the bytes may come back.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record FindLostBytes : IJobStep, ICommand<int>;

public sealed partial class FindLostBytesHandler(IFileStorage storage, IFileInventory inventory, ILogger<FindLostBytesHandler> logger)
    : IRequestHandler<FindLostBytes, int>
{
    private const int BatchSize = 500;

    public async Task<int> Handle(FindLostBytes command, CancellationToken ct)
    {
        var (count, lost) = (0, 0);
        IReadOnlyList<FileContent> batch;
        Guid? after = null;
        do
        {
            batch = await inventory.ListReadyAsync(after, BatchSize, ct);
            foreach (var file in batch)
            {
                (count, after) = (count + 1, file.Key.FileId);
                if (await storage.FindSizeAsync(file.Key, ct) == file.Size)
                    continue;
                lost++;
                LogLost(logger, file.Key.FileId, file.Key.OwnerId);
            }
        }
        while (batch.Count == BatchSize);

        return lost == 0 ? count : throw new InvalidOperationException($"The storage lacks the bytes of {lost} of {count} files; the log names them.");
    }

    [LoggerMessage(LogLevel.Error, "The storage lacks the bytes of file {FileId} of organization {OrganizationId}")]
    private static partial void LogLost(ILogger logger, Guid fileId, Guid organizationId);
}
