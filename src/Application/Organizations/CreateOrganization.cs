using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Founds an organization; the caller owns it.</summary>
public sealed record CreateOrganization(string Name) : ICommand<OrganizationDto>, IRequire<ConfirmedAddress>;

public sealed class CreateOrganizationValidator : AbstractValidator<CreateOrganization>
{
    public CreateOrganizationValidator() => RuleFor(c => c.Name).IsName(Organization.MaxNameLength);
}

public sealed class CreateOrganizationHandler(
    IOrganizationRepository organizations, IMembershipRepository memberships, Tenant tenant, ICaller caller, TimeProvider clock)
    : IRequestHandler<CreateOrganization, OrganizationDto>
{
    private const string SuffixAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int SuffixLength = 6;

    public async Task<OrganizationDto> Handle(CreateOrganization command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var name = command.Name.Trim();
        var organization = Organization.Create(name, await FreeSlugAsync(Slug.Of(name), ct), now);
        var founder = Membership.Found(organization, caller.RequiredUserId(), now);
        tenant.EnterNew(organization.Id);
        organizations.Add(organization);
        memberships.Add(founder);
        return new OrganizationDto(organization.Id, organization.Name, organization.Slug, founder.Role, organization.CreatedAt, organization.ErasesAt);
    }

    // Two who take the same one at once meet at the unique index; who loses comes here again and finds it taken.
    private async Task<string> FreeSlugAsync(string slug, CancellationToken ct) =>
        await organizations.SlugExistsAsync(slug, ct) ? $"{slug}-{RandomNumberGenerator.GetString(SuffixAlphabet, SuffixLength)}" : slug;
}
