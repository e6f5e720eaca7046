using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class MembershipRepository(AppDbContext db) : IMembershipRepository
{
    public Task<Membership?> FindAsync(Guid userId, CancellationToken ct) =>
        db.Memberships.FirstOrDefaultAsync(membership => membership.UserId == userId, ct);

    public async Task<Membership> GetAsync(Guid userId, CancellationToken ct) =>
        await FindAsync(userId, ct) ?? throw Refusal.NotFound.AsException();

    public Task<bool> IsMemberAsync(string normalizedEmail, CancellationToken ct) =>
        db.Memberships.AnyAsync(membership => db.Users.Any(user => user.Id == membership.UserId && user.NormalizedEmail == normalizedEmail), ct);

    public async Task<IReadOnlyList<MailContact>> ListOwnersAsync(CancellationToken ct) =>
        await db.Memberships.Where(membership => membership.Role == OrganizationRole.Owner)
            .Join(db.Users, membership => membership.UserId, user => user.Id, (_, user) => new MailContact(user.Email, user.DisplayName))
            .ToListAsync(ct);

    public async Task<IReadOnlyList<Membership>> ListOfUserAsync(Guid userId, CancellationToken ct) =>
        await db.Memberships.OfAllOrganizations().Where(membership => membership.UserId == userId).ToListAsync(ct);

    public async Task<Membership?> FindHeirAsync(Guid organizationId, Guid leavingUserId, CancellationToken ct)
    {
        var others = db.Memberships.OfAllOrganizations()
            .Where(membership => membership.OrganizationId == organizationId && membership.UserId != leavingUserId);
        return await others.Where(membership => membership.Role == OrganizationRole.Admin).OrderBy(membership => membership.Id).FirstOrDefaultAsync(ct)
            ?? await others.OrderBy(membership => membership.Id).FirstOrDefaultAsync(ct);
    }

    public Task<bool> IsSoleOwnerOfSharedAsync(Guid userId, CancellationToken ct) =>
        db.Memberships.OfAllOrganizations()
            .Where(membership => membership.UserId == userId && membership.Role == OrganizationRole.Owner)
            .Where(membership => db.Organizations.Any(organization => organization.Id == membership.OrganizationId && organization.Owners == 1))
            .AnyAsync(membership => db.Memberships.OfAllOrganizations()
                .Any(other => other.OrganizationId == membership.OrganizationId && other.UserId != userId), ct);

    public void Add(Membership membership) => db.Add(membership);

    public void RequireUnchanged(Membership membership) => db.Entry(membership).Property(stored => stored.Version).IsModified = true;

    public void Remove(Membership membership) => db.Remove(membership);
}
