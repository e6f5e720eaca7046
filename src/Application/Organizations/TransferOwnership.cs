using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Makes another member an owner; the caller, who was one, becomes an admin.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record TransferOwnership(Guid OrganizationId, Guid UserId) : ICommand, IInOrganization, IRequire<HandOverOrganization>;

public sealed class TransferOwnershipHandler(IOrganizationRepository organizations, IMembershipRepository memberships, ICaller caller)
    : IRequestHandler<TransferOwnership, Unit>
{
    public async Task<Unit> Handle(TransferOwnership command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        var owner = await memberships.GetAsync(caller.RequiredUserId(), ct);
        var heir = await memberships.GetAsync(command.UserId, ct);
        owner.TransferOwnershipTo(heir, organization);
        return Unit.Value;
    }
}
