using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Takes the deletion of an organization back within its grace period.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record RestoreOrganization(Guid OrganizationId) : ICommand, IInOrganization, IRequire<CloseOrganization>;

public sealed class RestoreOrganizationHandler(IOrganizationRepository organizations) : IRequestHandler<RestoreOrganization, Unit>
{
    public async Task<Unit> Handle(RestoreOrganization command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        organization.CancelDeletion();
        return Unit.Value;
    }
}
