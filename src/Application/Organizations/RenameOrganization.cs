using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Changes what may be changed of an organization; what is left out stays.</summary>
public sealed record RenameOrganization(Guid OrganizationId, string? Name) : ICommand, IInOrganization, IRequire<ManageOrganization>;

public sealed class RenameOrganizationValidator : AbstractValidator<RenameOrganization>
{
    public RenameOrganizationValidator() => RuleFor(c => c.Name!).IsName(Organization.MaxNameLength).When(c => c.Name is not null);
}

public sealed class RenameOrganizationHandler(IOrganizationRepository organizations) : IRequestHandler<RenameOrganization, Unit>
{
    public async Task<Unit> Handle(RenameOrganization command, CancellationToken ct)
    {
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        if (command.Name is { } name)
            organization.Rename(name.Trim());
        return Unit.Value;
    }
}
