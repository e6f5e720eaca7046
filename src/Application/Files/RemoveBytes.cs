using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Removes from the storage what no row speaks of any more: one part of a file, or all of it.</summary>
[StoredAs("files.remove_bytes.v1"), Priority(MessagePriority.Low)]
public sealed record RemoveBytes(Guid OrganizationId, Guid FileId, FilePart? Part = null) : IMessage, IInOrganization;

public sealed class RemoveBytesHandler(IFileStorage storage) : IMessageHandler<RemoveBytes>
{
    public async Task HandleAsync(RemoveBytes message, MessageContext context, CancellationToken ct)
    {
        foreach (var part in message.Part is { } one ? [one] : Enum.GetValues<FilePart>())
            await storage.DeleteAsync(new StorageKey(message.OrganizationId, message.FileId, part), ct);
    }
}

/// <summary>Removes from the storage all that an organization had, once it is gone.</summary>
[StoredAs("files.remove_all_bytes.v1"), Priority(MessagePriority.Low)]
public sealed record RemoveAllBytes(Guid OrganizationId) : IMessage, IInOrganization;

public sealed class RemoveAllBytesHandler(IFileStorage storage) : IMessageHandler<RemoveAllBytes>
{
    public Task HandleAsync(RemoveAllBytes message, MessageContext context, CancellationToken ct) => storage.DeleteAllAsync(message.OrganizationId, ct);
}

/// <summary>Removes from the storage all that was packed for a person, once they are gone.</summary>
[StoredAs("files.remove_bytes_of_person.v1"), Priority(MessagePriority.Low)]
public sealed record RemoveBytesOfPerson(Guid UserId) : IMessage;

public sealed class RemoveBytesOfPersonHandler(IFileStorage storage) : IMessageHandler<RemoveBytesOfPerson>
{
    public Task HandleAsync(RemoveBytesOfPerson message, MessageContext context, CancellationToken ct) => storage.DeleteAllAsync(message.UserId, ct);
}

/// <summary>Nobody gets a rejected file, so nothing of it is kept.</summary>
public sealed class RejectedBytes(IOutbox outbox) : IMessageHandler<FileRejected>
{
    public Task HandleAsync(FileRejected message, MessageContext context, CancellationToken ct)
    {
        outbox.Add(new RemoveBytes(message.OrganizationId, message.FileId));
        return Task.CompletedTask;
    }
}
