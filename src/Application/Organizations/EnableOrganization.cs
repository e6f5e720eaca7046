using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Lets people into an organization again.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record EnableOrganization(Guid Id) : ICommand, IRequire<PlatformAdmin>;

public sealed class EnableOrganizationHandler(IOrganizationRepository organizations) : IRequestHandler<EnableOrganization, Unit>
{
    public async Task<Unit> Handle(EnableOrganization command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.Id, ct);
        organization.Enable();
        return Unit.Value;
    }
}
