using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Organizations;

/// <summary>Who gets in by an invitation, and who does not.</summary>
[OnEachEngine]
public sealed class InvitationTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task Only_the_invited_address_gets_in_and_only_once()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (guest, thief) = (await SignedInAsync(), await SignedInAsync());
        var token = await team.InviteAsync(team.Owner, guest.Person, "member");

        await AcceptAsync(thief, token).ShouldBeProblem(409, "invitations.other_address");
        await AcceptAsync(guest, token).ShouldBe(200);
        await AcceptAsync(guest, token).ShouldBeProblem(409, "invitations.used");
        await AcceptAsync(guest, "never-was").ShouldBeProblem(404, "not_found");

        Assert.That(await team.ActionsAsync(), Is.EqualTo(new[] { "members.joined", "invitations.sent", "organizations.created" }));
    }

    [Test]
    public async Task An_invitation_lasts_seven_days()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var guest = await JoinAsync();
        var token = await team.InviteAsync(team.Owner, guest, "member");

        App.Clock.Travel(TimeSpan.FromDays(7));

        await AcceptAsync(await guest.SignInAsync(), token).ShouldBeProblem(409, "invitations.expired");
    }

    [Test]
    public async Task A_revoked_invitation_is_worth_nothing()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var guest = await SignedInAsync();
        var token = await team.InviteAsync(team.Owner, guest.Person, "member");
        var open = (await team.Owner.GetAsync($"{team.Path}/invitations").ShouldBeJson()).GetProperty("items")[0];

        await team.Owner.DeleteAsync($"{team.Path}/invitations/{open.Text("id")}").ShouldBe(204);

        await AcceptAsync(guest, token).ShouldBeProblem(409, "invitations.revoked");
    }

    [Test]
    public async Task Inviting_again_renews_the_one_open_invitation()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var guest = await SignedInAsync();
        var first = await team.InviteAsync(team.Owner, guest.Person, "member");
        var second = await team.InviteAsync(team.Owner, guest.Person, "admin");

        var open = await team.Owner.GetAsync($"{team.Path}/invitations").ShouldBeJson();

        Assert.That(open.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        await AcceptAsync(guest, first).ShouldBeProblem(404, "not_found");
        Assert.That((await AcceptAsync(guest, second).ShouldBeJson()).Text("role"), Is.EqualTo("admin"));
        await team.Owner.PostAsync($"{team.Path}/invitations", new { guest.Person.Email, role = "member" })
            .ShouldBeProblem(409, "organizations.already_member");
    }

    [TestCase("removed")]
    [TestCase("demoted")]
    public async Task An_invitation_dies_with_the_right_of_who_sent_it(string loss)
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (admin, guest) = (await team.TakeInAsync(await SignedInAsync(), "admin"), await SignedInAsync());
        var token = await team.InviteAsync(admin, guest.Person, "member");

        await (loss == "removed" ? team.RemoveAsync(team.Owner, admin) : team.ChangeRoleAsync(team.Owner, admin, "member")).ShouldBe(204);

        await AcceptAsync(guest, token).ShouldBeProblem(409, "invitations.inviter_lost_right");
    }

    [Test]
    public async Task A_newcomer_registers_and_then_accepts()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var newcomer = Stranger();
        var token = await team.InviteAsync(team.Owner, newcomer, "member");
        await newcomer.RegisterAsync().ShouldBe(202);
        await newcomer.ConfirmAsync();

        await AcceptAsync(await newcomer.SignInAsync(), token).ShouldBe(200);

        Assert.That((await team.RolesAsync())[newcomer.Email], Is.EqualTo("member"));
    }

    [Test]
    public async Task The_token_is_stored_as_its_hash_alone()
    {
        var team = await Team.FoundAsync(await SignedInAsync());

        var token = await team.InviteAsync(team.Owner, Stranger(), "member");

        Assert.That(await App.Database.DumpAsync("Invitations"), Does.Not.Contain(token));
        Assert.That(await App.Database.DumpAsync("OutboxMessages"), Does.Not.Contain(token));
    }

    private static Task<HttpResponseMessage> AcceptAsync(SignedIn guest, string token) => guest.PostAsync("invitations/accept", new { token });
}
