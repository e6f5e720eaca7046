using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Erases an organization with all it holds after a grace period, in which an owner can take it back.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record DeleteOrganization(Guid OrganizationId) : ICommand, IInOrganization, IRequire<CloseOrganization>;

public sealed class DeleteOrganizationHandler(
    IOrganizationRepository organizations, ActingMember acting, IOutbox outbox, OrganizationOptions options, TimeProvider clock)
    : IRequestHandler<DeleteOrganization, Unit>
{
    public async Task<Unit> Handle(DeleteOrganization command, CancellationToken ct)
    {
        await acting.LoadAsync<CloseOrganization>(ct);
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        organization.RequestDeletion(clock.GetUtcNow() + options.DeletionGracePeriod);
        outbox.Add(new EraseOrganization(organization.Id), notBefore: organization.ErasesAt);
        return Unit.Value;
    }
}

/// <summary>Erases an organization whose grace period is over.</summary>
[StoredAs("organizations.erase.v1"), Priority(MessagePriority.Low)]
public sealed record EraseOrganization(Guid OrganizationId) : IMessage, IInOrganization;

public sealed class EraseOrganizationHandler(IOrganizationRepository organizations, OrganizationErasure erasure, TimeProvider clock)
    : IMessageHandler<EraseOrganization>
{
    public async Task HandleAsync(EraseOrganization message, MessageContext context, CancellationToken ct)
    {
        // Taken back meanwhile, or asked for again later: then another message has the later time.
        if (await organizations.FindAsync(message.OrganizationId, ct) is { ErasesAt: { } erasesAt } organization && clock.GetUtcNow() >= erasesAt)
            await erasure.EraseAsync(organization, ct);
    }
}

/// <summary>Tells the owners: who asked may be an intruder with a stolen session.</summary>
public sealed class OrganizationDeletionNotices(
    IOrganizationRepository organizations, IMembershipRepository memberships, IOutbox outbox, Emails emails)
    : IMessageHandler<OrganizationDeletionRequested>
{
    public async Task HandleAsync(OrganizationDeletionRequested message, MessageContext context, CancellationToken ct)
    {
        if (await organizations.FindAsync(message.OrganizationId, ct) is not { } organization)
            return;
        foreach (var owner in await memberships.ListOwnersAsync(ct))
            outbox.Add(emails.OrganizationDeletionScheduled(owner, organization.Name, message.ErasesAt));
    }
}
