using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Organizations;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Organizations;

/// <summary>Who may enter is looked up once in a while; what this node changed counts at once.</summary>
internal sealed class OrganizationGateTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task A_place_is_read_once_per_staleness()
    {
        var (organization, user) = await FoundAsync();
        await using var other = new Node(Database, Node.Clock);
        Assert.That(await FindAsync(other, organization, user), Is.Not.Null);

        // Behind the back of every node, so that only a cache can still know it.
        await using var db = Database.Open();
        await db.Memberships.OfAllOrganizations().ExecuteDeleteAsync();

        Assert.That(await FindAsync(other, organization, user), Is.Not.Null);
        Node.Clock.Advance(OrganizationGate.Staleness);
        Assert.That(await FindAsync(other, organization, user), Is.Null);
    }

    [Test]
    public async Task Who_joins_is_in_at_once_and_who_is_removed_here_is_out_at_once()
    {
        var (organization, user) = await FoundAsync();
        var newcomer = Make.User(Node.Now, "newcomer@example.com");
        Assert.That(await FindAsync(Node, organization, newcomer), Is.Null);
        var membership = Membership.Join(organization, Invite(organization, user), newcomer.Id, Node.Now);

        await CommitAsync(organization, db => db.AddRange(newcomer, membership));
        Assert.That(await FindAsync(Node, organization, newcomer), Is.Not.Null);

        await CommitAsync(organization, db => db.Remove(membership));
        Assert.That(await FindAsync(Node, organization, newcomer), Is.Null);
    }

    private static Invitation Invite(Organization organization, User inviter) => Invitation.Send(
        organization.Id, EmailAddress.Parse("newcomer@example.com"), OrganizationRole.Member,
        new Actor(inviter.Id, OrganizationRole.Owner), "hash", Node.Monday);

    private static ValueTask<OrganizationPlace?> FindAsync(Node node, Organization organization, User user) =>
        node.Get<IOrganizationGate>().FindAsync(organization.Id, user.Id, CancellationToken.None);

    private async Task<(Organization, User)> FoundAsync()
    {
        var (user, organization) = (Make.User(Node.Now), Organization.Create("Name", "name", Node.Now));
        await CommitAsync(organization, db => db.AddRange(user, organization, Membership.Found(organization, user.Id, Node.Now)));
        return (organization, user);
    }

    private Task CommitAsync(Organization organization, Action<AppDbContext> change) => Node.CommitAsync(scope =>
    {
        scope.GetRequiredService<Tenant>().Enter(organization.Id);
        change(scope.GetRequiredService<AppDbContext>());
        return Task.CompletedTask;
    });
}
