using Microsoft.EntityFrameworkCore;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class InvitationRepository(AppDbContext db) : IInvitationRepository
{
    public Task<Invitation?> FindAsync(Guid id, CancellationToken ct) =>
        db.Invitations.FirstOrDefaultAsync(invitation => invitation.Id == id, ct);

    public Task<Invitation?> FindOpenAsync(string normalizedEmail, CancellationToken ct) =>
        db.Invitations.FirstOrDefaultAsync(invitation => invitation.OpenFor == normalizedEmail, ct);

    public Task<Invitation?> FindByTokenAsync(string tokenHash, CancellationToken ct) =>
        db.Invitations.OfAllOrganizations().FirstOrDefaultAsync(invitation => invitation.TokenHash == tokenHash, ct);

    public void Add(Invitation invitation) => db.Add(invitation);

    public Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        db.Invitations.OfAllOrganizations().Where(invitation => invitation.ExpiresAt < before)
            .DeleteFirstAsync(invitation => invitation.ExpiresAt, invitation => invitation.Id, limit, ct);
}
