using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Removes from the storage what no row speaks of any more.</summary>
[StoredAs("files.remove_bytes.v1"), Priority(MessagePriority.Low)]
public sealed record RemoveBytes(Guid OrganizationId, Guid FileId) : IMessage, IInOrganization;

public sealed class RemoveBytesHandler(IFileStorage storage) : IMessageHandler<RemoveBytes>
{
    public async Task HandleAsync(RemoveBytes message, MessageContext context, CancellationToken ct)
    {
        foreach (var part in Enum.GetValues<FilePart>())
            await storage.DeleteAsync(new StorageKey(message.OrganizationId, message.FileId, part), ct);
    }
}
