using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Common;

namespace MySaas.Application.Files;

/// <summary>
/// Rejects files that have been processed for longer than <c>Files:ProcessingTimeout</c>: the last attempt of a step may have died with its
/// process, and then nobody was there to reject the file.
/// </summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record RejectStuckFiles(int Limit = 1000) : IJobStep, ICommand<int>;

public sealed class RejectStuckFilesHandler(IFileInventory inventory, IOutbox outbox, FilesOptions options, TimeProvider clock)
    : IRequestHandler<RejectStuckFiles, int>
{
    public async Task<int> Handle(RejectStuckFiles command, CancellationToken ct)
    {
        var stuck = await inventory.ListProcessingAsync(clock.GetUtcNow() - options.ProcessingTimeout, command.Limit, ct);
        foreach (var file in stuck)
            outbox.Add(new RejectStuckFile(file.OrganizationId, file.FileId));
        return stuck.Count;
    }
}

[StoredAs("files.reject_stuck.v1"), Priority(MessagePriority.Low)]
public sealed record RejectStuckFile(Guid OrganizationId, Guid FileId) : IMessage, IInOrganization;

public sealed class RejectStuckFileHandler(Processing processing) : IMessageHandler<RejectStuckFile>
{
    public Task HandleAsync(RejectStuckFile message, MessageContext context, CancellationToken ct) => processing.GiveUpAsync(message.FileId, ct);
}
