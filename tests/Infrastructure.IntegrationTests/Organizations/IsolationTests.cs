using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Organizations;

/// <summary>A tenant's rows are neither read nor saved from outside.</summary>
internal sealed class IsolationTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    /// <summary>What belongs to no organization, each with the reason.</summary>
    private static readonly Dictionary<string, string> Nobodys = new()
    {
        ["Organization"] = "it is the tenant; its own id is what the others carry",
        ["User"] = "a person is in several organizations",
        ["Session"] = "a person's",
        ["RefreshToken"] = "a person's",
        ["OneTimeToken"] = "a person's",
        ["AccountExport"] = "a person's",
        ["OutboxMessage"] = "the worker's; a message names its organization and enters it",
        ["WebhookEvent"] = "the payment provider's; whose it is shows when it is processed",
        ["IdempotencyRecord"] = "found by a hash that holds the caller",
        ["JobRun"] = "the platform's",
        ["ProviderWalk"] = "the platform's",
        ["BusinessMetrics"] = "the platform's",
        ["Throttle"] = "found by a hash",
        ["DevelopmentEmail"] = "development only",
    };

    [Test]
    public async Task Every_entity_is_filtered_by_tenant_or_has_a_reason()
    {
        await using var db = Database.Open();
        var entities = db.Model.GetEntityTypes().Where(entity => !entity.HasSharedClrType && !entity.ClrType.Namespace!.StartsWith("Quartz", StringComparison.Ordinal)).ToList();

        var unmarked = entities.Where(entity => entity.FindDeclaredQueryFilter(TenantFilter.Name) is null).Select(entity => entity.ClrType.Name);

        Assert.That(unmarked, Is.EquivalentTo(Nobodys.Keys));
        Assert.That(
            entities.Where(entity => typeof(IOwnedByOrganization).IsAssignableFrom(entity.ClrType)).Select(entity => entity.ClrType.Name),
            Is.SupersetOf(new[] { "Membership", "Invitation", "ApiKey", "AuditLogExport" }));
    }

    [Test]
    public async Task Until_an_organization_is_entered_there_are_no_rows_and_then_its_own_alone()
    {
        var (mine, theirs) = (await FoundAsync("ada@example.com", "mine"), await FoundAsync("bob@example.com", "theirs"));

        Assert.That(await SeenAsync(null), Is.Empty);
        Assert.That(await SeenAsync(mine.Id), Is.EqualTo(new[] { mine.Id }));
        Assert.That(await SeenAsync(theirs.Id), Is.EqualTo(new[] { theirs.Id }));
    }

    [TestCase(EntityState.Added)]
    [TestCase(EntityState.Modified)]
    [TestCase(EntityState.Deleted)]
    public async Task A_save_of_another_tenants_row_throws(EntityState state)
    {
        var (mine, theirs) = (await FoundAsync("ada@example.com", "mine"), await FoundAsync("bob@example.com", "theirs"));

        await Assert.ThatAsync(
            () => Node.CommitAsync(async scope =>
            {
                scope.GetRequiredService<Tenant>().Enter(mine.Id);
                var db = scope.GetRequiredService<AppDbContext>();
                var row = await db.Memberships.OfAllOrganizations().AsNoTracking().SingleAsync(membership => membership.OrganizationId == theirs.Id);
                db.Entry(row).State = state;
            }),
            Throws.InvalidOperationException.With.Message.Contains("another organization"));
    }

    private Task<List<Guid>> SeenAsync(Guid? entered) => Node.InScopeAsync(scope =>
    {
        if (entered is { } id)
            scope.GetRequiredService<Tenant>().Enter(id);
        return scope.GetRequiredService<AppDbContext>().Memberships.Select(membership => membership.OrganizationId).ToListAsync();
    });

    private async Task<Organization> FoundAsync(string email, string slug)
    {
        var (user, organization) = (Make.User(Node.Now, email), Organization.Create(slug, slug, Node.Now));
        await Node.CommitAsync(scope =>
        {
            scope.GetRequiredService<Tenant>().Enter(organization.Id);
            scope.GetRequiredService<AppDbContext>().AddRange(user, organization, Membership.Found(organization, user.Id, Node.Now));
            return Task.CompletedTask;
        });
        return organization;
    }
}
