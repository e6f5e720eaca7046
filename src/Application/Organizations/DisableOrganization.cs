using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Keeps everybody out of an organization; nothing in it changes.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record DisableOrganization(Guid Id) : ICommand, IRequire<PlatformAdmin>;

public sealed class DisableOrganizationHandler(IOrganizationRepository organizations, TimeProvider clock) : IRequestHandler<DisableOrganization, Unit>
{
    public async Task<Unit> Handle(DisableOrganization command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.Id, ct);
        organization.Disable(clock.GetUtcNow());
        return Unit.Value;
    }
}
