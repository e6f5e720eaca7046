using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Organizations;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MembershipTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Organization _organization = Organization.Create("Acme", "acme", Monday);

    [Test]
    public void The_founder_is_the_first_owner()
    {
        var founder = Founder();

        Assert.That((founder.Role, _organization.Owners), Is.EqualTo((OrganizationRole.Owner, 1)));
    }

    [Test]
    public void The_last_owner_neither_leaves_nor_steps_down()
    {
        var founder = Founder();

        Assert.That(() => founder.Leave(_organization), BreaksRule("organizations.last_owner"));
        Assert.That(() => founder.ChangeRole(OrganizationRole.Admin, by: OrganizationRole.Owner, _organization), BreaksRule("organizations.last_owner"));
    }

    [Test]
    public void With_a_second_owner_the_first_may_go()
    {
        var (founder, _) = (Founder(), Guest(OrganizationRole.Owner));

        founder.Leave(_organization);

        Assert.That(_organization.Owners, Is.EqualTo(1));
    }

    [TestCase(OrganizationRole.Member, OrganizationRole.Owner)]
    [TestCase(OrganizationRole.Owner, OrganizationRole.Member)]
    public void An_admin_neither_grants_nor_changes_what_is_above(OrganizationRole from, OrganizationRole to)
    {
        var (_, member) = (Founder(), Guest(from));

        Assert.That(() => member.ChangeRole(to, by: OrganizationRole.Admin, _organization), Throws.TypeOf<NotAllowedException>());
    }

    [Test]
    public void Handing_over_swaps_the_roles_and_is_one_event()
    {
        var (founder, heir) = (Founder(), Guest(OrganizationRole.Member));
        heir.TakeEvents();

        founder.TransferOwnershipTo(heir, _organization);

        Assert.That((founder.Role, heir.Role, _organization.Owners), Is.EqualTo((OrganizationRole.Admin, OrganizationRole.Owner, 1)));
        Assert.That(founder.Events.Concat(heir.Events).OfType<OwnershipTransferred>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Nobody_joins_an_organization_that_is_being_deleted()
    {
        Founder();
        _organization.RequestDeletion(Monday.AddDays(7));

        Assert.That(() => Guest(OrganizationRole.Member), BreaksRule("organizations.closed"));
    }

    private Membership Founder() => Membership.Found(_organization, Guid.CreateVersion7(Monday), Monday);

    private Membership Guest(OrganizationRole role) => Membership.Join(
        _organization,
        Invitation.Send(_organization.Id, EmailAddress.Parse("guest@example.com"), role, new Actor(Guid.CreateVersion7(Monday), OrganizationRole.Owner), "hash", Monday),
        Guid.CreateVersion7(Monday), Monday);
}
