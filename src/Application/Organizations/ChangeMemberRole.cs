using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Gives a member another role, at most the caller's own.</summary>
public sealed record ChangeMemberRole(Guid OrganizationId, Guid UserId, OrganizationRole? Role) : ICommand, IInOrganization, IRequire<ManageMembers>;

public sealed class ChangeMemberRoleValidator : AbstractValidator<ChangeMemberRole>
{
    public ChangeMemberRoleValidator() => RuleFor(c => c.Role).IsRole();
}

public sealed class ChangeMemberRoleHandler(IOrganizationRepository organizations, IMembershipRepository memberships, ActingMember acting)
    : IRequestHandler<ChangeMemberRole, Unit>
{
    public async Task<Unit> Handle(ChangeMemberRole command, CancellationToken ct)
    {
        var actor = await acting.LoadAsync<ManageMembers>(ct);
        var organization = await organizations.GetAsync(command.OrganizationId, ct);
        var member = await memberships.GetAsync(command.UserId, ct);
        member.ChangeRole(command.Role!.Value, by: actor.Role, organization);
        return Unit.Value;
    }
}
