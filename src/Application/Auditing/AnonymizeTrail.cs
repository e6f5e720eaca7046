using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auditing;

/// <summary>
/// The record of what an erased person did, and what was done to their account, stays; who they were goes. All of it carries
/// one pseudonym that nothing else knows, so that it still reads as one story.
/// </summary>
public sealed class AnonymizeTrail(IAuditTrailRepository trail) : IMessageHandler<AccountErased>
{
    // The message's own id: random, the same at a second attempt, and gone with the message.
    public Task HandleAsync(AccountErased message, MessageContext context, CancellationToken ct) =>
        trail.AnonymizeAsync(message.UserId, pseudonym: context.MessageId, ct);
}
