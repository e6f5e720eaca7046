using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Organizations;

internal sealed class OrganizationRepository(AppDbContext db) : IOrganizationRepository
{
    private static readonly CompiledQuery<string, bool> SlugExists = new((db, slug, ct) => db.Organizations.Any(organization => organization.Slug == slug));

    public Task<Organization?> FindAsync(Guid id, CancellationToken ct) =>
        db.Organizations.FirstOrDefaultAsync(organization => organization.Id == id, ct);

    public async Task<Organization> GetAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ?? throw Refusal.NotFound.AsException();

    public Task<bool> SlugExistsAsync(string slug, CancellationToken ct) => SlugExists.RunAsync(db, slug, ct);

    public void Add(Organization organization) => db.Add(organization);

    public void Remove(Organization organization) => db.Remove(organization);
}
