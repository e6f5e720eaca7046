using System.Net;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Organizations;

/// <summary>Who may make whom what, and that an organization always has an owner.</summary>
[OnEachEngine]
public sealed class MembershipTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_founder_owns_the_organization_and_is_told_what_may_be_done_in_it()
    {
        var team = await Team.FoundAsync(await SignedInAsync(), "Łódź & Söhne");

        var organization = await team.Owner.GetAsync(team.Path).ShouldBeJson();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(organization.Text("role"), Is.EqualTo("owner"));
            Assert.That(organization.GetProperty("permissions").EnumerateArray().Select(name => name.GetString()), Does.Contain("organization.delete"));
            Assert.That(await team.ActionsAsync(), Is.EqualTo(new[] { "organizations.created" }));
        }
    }

    [Test]
    public async Task A_slug_is_unique_and_stays_when_the_name_changes()
    {
        var owner = await SignedInAsync();
        var name = $"Twice {Guid.CreateVersion7():N}";
        var (first, second) = (await Team.FoundAsync(owner, name), await Team.FoundAsync(owner, name));

        var renamed = await owner.PatchAsync(first.Path, new { name = "Another" }).ShouldBeJson();

        var slug = renamed.Text("slug");
        Assert.That((renamed.Text("name"), slug), Is.EqualTo(("Another", name.ToLowerInvariant().Replace(' ', '-'))));
        Assert.That((await owner.GetAsync(second.Path).ShouldBeJson()).Text("slug"), Does.StartWith($"{slug}-"));
    }

    [Test]
    public async Task An_admin_can_neither_make_nor_invite_nor_touch_an_owner()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (admin, member) = (await team.TakeInAsync(await SignedInAsync(), "admin"), await team.TakeInAsync(await SignedInAsync(), "member"));

        await team.ChangeRoleAsync(admin, member, "owner").ShouldBeProblem(403, "auth.forbidden");
        await team.ChangeRoleAsync(admin, team.Owner, "member").ShouldBeProblem(403, "auth.forbidden");
        await team.RemoveAsync(admin, team.Owner).ShouldBeProblem(403, "auth.forbidden");
        await admin.PostAsync($"{team.Path}/invitations", new { email = "new@example.com", role = "owner" }).ShouldBeProblem(403, "auth.forbidden");

        Assert.That(await team.RolesAsync(), Does.ContainKey(team.Owner.Person.Email).WithValue("owner").And.ContainKey(member.Person.Email).WithValue("member"));
    }

    [Test]
    public async Task A_member_manages_nobody_and_may_leave()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (one, two) = (await team.TakeInAsync(await SignedInAsync(), "member"), await team.TakeInAsync(await SignedInAsync(), "member"));

        await team.RemoveAsync(one, two).ShouldBeProblem(403, "auth.forbidden");
        await team.ChangeRoleAsync(one, one, "admin").ShouldBeProblem(403, "auth.forbidden");
        await one.GetAsync($"{team.Path}/audit-log").ShouldBeProblem(403, "auth.forbidden");
        await team.RemoveAsync(one, one).ShouldBe(204);

        await one.GetAsync(team.Path).ShouldBeProblem(404, "not_found");
        Assert.That((await team.ActionsAsync())[0], Is.EqualTo("members.left"));
    }

    [Test]
    public async Task The_last_owner_can_neither_leave_nor_step_down_nor_delete_the_account()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        await team.TakeInAsync(await SignedInAsync(), "admin");
        var before = await team.ActionsAsync();

        await team.RemoveAsync(team.Owner, team.Owner).ShouldBeProblem(409, "organizations.last_owner");
        await team.ChangeRoleAsync(team.Owner, team.Owner, "member").ShouldBeProblem(409, "organizations.last_owner");
        await team.Owner.DeleteAsync("users/me", new { Password }).ShouldBeProblem(409, "organizations.last_owner");

        Assert.That(await team.ActionsAsync(), Is.EqualTo(before), "what is refused leaves no line");
    }

    [Test]
    public async Task Of_two_owners_who_step_down_at_once_one_stays()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var other = await team.TakeInAsync(await SignedInAsync(), "owner");

        var answers = await Task.WhenAll(
            team.ChangeRoleAsync(team.Owner, team.Owner, "member"), team.ChangeRoleAsync(other, other, "member"));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.EquivalentTo(new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }));
        Assert.That((await team.RolesAsync()).Values, Is.EquivalentTo(new[] { "owner", "member" }));
    }

    /// <summary>Each had the right when they asked; in whichever order they are served, the second has lost it.</summary>
    [Test]
    public async Task Of_two_admins_who_remove_each_other_at_once_one_stays()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (one, two) = (await SignedInAsync(), await SignedInAsync());

        for (var round = 0; round < 8; round++)
        {
            foreach (var missing in new[] { one, two }.ExceptBy((await team.RolesAsync()).Keys, admin => admin.Person.Email))
                await team.TakeInAsync(missing, "admin");

            var answers = await Task.WhenAll(team.RemoveAsync(one, two), team.RemoveAsync(two, one));

            Assert.That(answers.Count(answer => answer.StatusCode is HttpStatusCode.NoContent), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Ownership_is_handed_over_in_one_step()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var heir = await team.TakeInAsync(await SignedInAsync(), "member");
        var heirId = (await heir.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();

        await team.Owner.PostAsync($"{team.Path}/transfer-ownership", new { userId = heirId }).ShouldBe(204);

        Assert.That(await team.RolesAsync(), Does.ContainKey(heir.Person.Email).WithValue("owner").And.ContainKey(team.Owner.Person.Email).WithValue("admin"));
        Assert.That((await team.ActionsAsync())[0], Is.EqualTo("members.ownership_transferred"));
    }

    [Test]
    public async Task A_deleted_organization_can_be_restored_until_its_time_and_then_is_gone()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        await team.Owner.DeleteAsync(team.Path).ShouldBe(202);
        await team.Owner.PostAsync($"{team.Path}/restore").ShouldBe(204);
        await App.WorkIsDoneAsync();
        App.Clock.Travel(TimeSpan.FromDays(8));
        var owner = await team.Owner.Person.SignInAsync();
        await App.WorkIsDoneAsync();
        await owner.GetAsync(team.Path).ShouldBe(200);

        await owner.DeleteAsync(team.Path).ShouldBe(202);
        await App.WorkIsDoneAsync();
        App.Clock.Travel(TimeSpan.FromDays(8));
        await App.WorkIsDoneAsync();

        await (await team.Owner.Person.SignInAsync()).GetAsync(team.Path).ShouldBeProblem(404, "not_found");
        Assert.That(await owner.Person.CountMailsAsync("will be deleted"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_role_is_one_of_three()
    {
        var team = await Team.FoundAsync(await SignedInAsync());

        await team.ChangeRoleAsync(team.Owner, team.Owner, "boss").ShouldBeInvalid("role");
        await team.Owner.PostAsync($"{team.Path}/invitations", new { email = "no address" }).ShouldBeInvalid("email", "role");
    }
}
