using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Organizations;

public sealed class InvitationTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly EmailAddress Guest = EmailAddress.Parse("Guest@example.com");
    private static readonly Actor Admin = new(Guid.CreateVersion7(Monday), OrganizationRole.Admin);

    [Test]
    public void It_is_accepted_once_by_its_address_without_regard_to_case()
    {
        var invitation = Sent();

        invitation.Accept(EmailAddress.Parse("guest@EXAMPLE.com"), OrganizationRole.Admin, Monday);

        Assert.That(() => invitation.Accept(Guest, OrganizationRole.Admin, Monday), BreaksRule("invitations.used"));
        Assert.That(() => invitation.Revoke(OrganizationRole.Owner, Monday), BreaksRule("invitations.closed"));
    }

    [Test]
    public void It_expires_to_the_tick()
    {
        var last = Monday + Invitation.Lifetime - TimeSpan.FromTicks(1);

        Assert.That(() => Sent().Accept(Guest, OrganizationRole.Admin, last), Throws.Nothing);
        Assert.That(() => Sent().Accept(Guest, OrganizationRole.Admin, Monday + Invitation.Lifetime), BreaksRule("invitations.expired"));
    }

    [Test]
    public void To_another_address_it_says_nothing_of_its_state()
    {
        var invitation = Sent();
        invitation.Revoke(OrganizationRole.Admin, Monday);

        Assert.That(() => invitation.Accept(EmailAddress.Parse("thief@example.com"), OrganizationRole.Admin, Monday), BreaksRule("invitations.other_address"));
        Assert.That(() => invitation.Accept(Guest, OrganizationRole.Admin, Monday), BreaksRule("invitations.revoked"));
    }

    [TestCase(null)]
    [TestCase(OrganizationRole.Member)]
    public void It_dies_with_the_right_of_who_sent_it(OrganizationRole? inviter) =>
        Assert.That(() => Sent().Accept(Guest, inviter, Monday), BreaksRule("invitations.inviter_lost_right"));

    [Test]
    public void Nobody_invites_above_their_own_role() =>
        Assert.That(
            () => Invitation.Send(Guid.CreateVersion7(Monday), Guest, OrganizationRole.Owner, Admin, "hash", Monday), Throws.TypeOf<NotAllowedException>());

    [Test]
    public void Renewing_it_replaces_the_token_and_begins_its_time_anew()
    {
        var invitation = Sent();

        invitation.Renew(OrganizationRole.Admin, Admin, "another hash", Monday.AddDays(6));

        Assert.That((invitation.TokenHash, invitation.Role, invitation.ExpiresAt), Is.EqualTo(("another hash", OrganizationRole.Admin, Monday.AddDays(13))));
    }

    private static Invitation Sent() => Invitation.Send(Guid.CreateVersion7(Monday), Guest, OrganizationRole.Member, Admin, "hash", Monday);
}
