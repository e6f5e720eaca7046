using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class OrganizationReads(AppDbContext db, IConfigurationProvider mapping) : IOrganizationReads, IActorReads
{
    public async Task<IReadOnlyList<OrganizationDto>> ListOfUserAsync(Guid userId, PageRequest page, CancellationToken ct) =>
        await db.Memberships.OfAllOrganizations().AsNoTracking()
            .Where(membership => membership.UserId == userId)
            .Where(membership => page.After == null || membership.OrganizationId.CompareTo(page.After.Value) < 0)
            .OrderByDescending(membership => membership.OrganizationId)
            .Take(page.Limit + 1)
            .Join(db.Organizations, membership => membership.OrganizationId, organization => organization.Id, (membership, organization) => new { membership, organization })
            .OrderByDescending(place => place.membership.OrganizationId)
            .Select(place => new OrganizationDto(
                place.organization.Id, place.organization.Name, place.organization.Slug, place.membership.Role,
                place.organization.CreatedAt, place.organization.ErasesAt))
            .ToListAsync(ct);

    public async Task<IReadOnlyList<OrganizationSummary>> ListAllAsync(string? search, PageRequest page, CancellationToken ct)
    {
        var organizations = db.Organizations.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var (name, slug) = (search.Trim(), search.Trim().ToLowerInvariant());
            organizations = organizations.Where(organization => organization.Slug.Contains(slug) || organization.Name.Contains(name));
        }

        return await organizations
            .Where(organization => page.After == null || organization.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(organization => organization.Id)
            .Take(page.Limit + 1)
            .Select(organization => new OrganizationSummary(
                organization.Id, organization.Name, organization.Slug,
                db.Memberships.OfAllOrganizations().Count(membership => membership.OrganizationId == organization.Id),
                organization.CreatedAt, organization.DisabledAt, organization.ErasesAt))
            .ToListAsync(ct);
    }

    public Task<OrganizationDetails?> FindAsync(Guid id, CancellationToken ct) =>
        db.Organizations.AsNoTracking().Where(organization => organization.Id == id)
            .ProjectTo<OrganizationDetails>(mapping).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<MemberRow>> ListMembersAsync(PageRequest page, CancellationToken ct) =>
        await db.Memberships.AsNoTracking()
            .Where(membership => page.After == null || membership.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(membership => membership.Id)
            .Take(page.Limit + 1)
            .Join(db.Users, membership => membership.UserId, user => user.Id, (membership, user) => new { membership, user })
            .OrderByDescending(member => member.membership.Id)
            .Select(member => new MemberRow(
                member.membership.Id,
                new MemberDto(member.user.Id, member.user.Email, member.user.DisplayName, member.membership.Role, member.membership.JoinedAt)))
            .ToListAsync(ct);

    public async Task<IReadOnlyList<InvitationDto>> ListInvitationsAsync(PageRequest page, CancellationToken ct) =>
        await db.Invitations.AsNoTracking()
            .Where(invitation => invitation.OpenFor != null)
            .Where(invitation => page.After == null || invitation.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(invitation => invitation.Id)
            .Take(page.Limit + 1)
            .ProjectTo<InvitationDto>(mapping)
            .ToListAsync(ct);

    public async Task<IReadOnlyList<ApiKeyDto>> ListApiKeysAsync(PageRequest page, CancellationToken ct) =>
        await db.ApiKeys.AsNoTracking()
            .Where(key => key.RevokedAt == null)
            .Where(key => page.After == null || key.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(key => key.Id)
            .Take(page.Limit + 1)
            .ProjectTo<ApiKeyDto>(mapping)
            .ToListAsync(ct);

    public async Task<string?> FindNameAsync(Guid actorId, CancellationToken ct) =>
        await db.Users.Where(user => user.Id == actorId).Select(user => user.DisplayName).FirstOrDefaultAsync(ct)
        ?? await db.ApiKeys.Where(key => key.Id == actorId).Select(key => key.Name).FirstOrDefaultAsync(ct);
}
