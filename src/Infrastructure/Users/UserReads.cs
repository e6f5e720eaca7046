using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Users;

internal sealed class UserReads(AppDbContext db, DirectSql sql, IConfigurationProvider mapping) : IUserReads
{
    // No other is asked as often, at every page of every client: by hand, see docs/decisions/0026.
    public async Task<ProfileDto?> FindProfileAsync(Guid id, CancellationToken ct) => (await sql.QueryAsync(
        $"SELECT [Id], [Email], [EmailConfirmed], [DisplayName], [TwoFactorEnabled], [CreatedAt] FROM [Users] WHERE [Id] = {id}",
        row => new ProfileDto(row.Guid(0), row.Text(1), row.Flag(2), row.Text(3), row.Flag(4), row.Time(5)),
        ct)).SingleOrDefault();

    public async Task<IReadOnlyList<UserDto>> ListAsync(string? search, PageRequest page, CancellationToken ct)
    {
        var users = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var (name, address) = (search.Trim(), search.Trim().ToLowerInvariant());
            users = users.Where(user => user.NormalizedEmail.Contains(address) || user.DisplayName.Contains(name));
        }

        return await users
            .Where(user => page.After == null || user.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(user => user.Id)
            .Take(page.Limit + 1)
            .ProjectTo<UserDto>(mapping)
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyDictionary<string, object>> CollectAsync(Guid id, CancellationToken ct) => new Dictionary<string, object>
    {
        ["account"] = await db.Users.AsNoTracking().Where(user => user.Id == id).ProjectTo<UserDto>(mapping).FirstAsync(ct),
        ["sessions"] = await db.Sessions.AsNoTracking().Where(session => session.UserId == id)
            .OrderBy(session => session.Id).ProjectTo<SessionDto>(mapping).ToListAsync(ct),
        ["links"] = await db.OneTimeTokens.AsNoTracking().Where(token => token.UserId == id)
            .OrderBy(token => token.Id)
            .Select(token => new { token.Purpose, token.Email, token.CreatedAt, token.ExpiresAt }).ToListAsync(ct),
        ["organizations"] = await db.Memberships.OfAllOrganizations().AsNoTracking().Where(membership => membership.UserId == id)
            .OrderBy(membership => membership.Id)
            .Join(db.Organizations, membership => membership.OrganizationId, organization => organization.Id,
                (membership, organization) => new { organization.Id, organization.Name, membership.Role, membership.JoinedAt })
            .ToListAsync(ct),
        ["files"] = await db.Files.OfAllOrganizations().AsNoTracking().Where(file => file.UploaderId == id)
            .OrderBy(file => file.Id)
            .Select(file => new { file.Id, file.OrganizationId, file.Name, file.ContentType, file.Size, file.CreatedAt }).ToListAsync(ct),
        ["exports"] = await db.AccountExports.AsNoTracking().Where(export => export.UserId == id)
            .OrderBy(export => export.Id)
            .Select(export => new { export.Name, export.Size, export.CreatedAt, export.ExpiresAt }).ToListAsync(ct),
        ["activity"] = await db.AuditEntries.OfAllOrganizations().AsNoTracking().Where(entry => entry.ActorId == id || entry.SubjectId == id)
            .OrderBy(entry => entry.Id)
            .Select(entry => new { entry.At, entry.Action, entry.SubjectId, entry.Data, entry.IpAddress }).ToListAsync(ct),
    };
}
