using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>What a plan includes and allows, and what a missing payment leaves of it.</summary>
[OnEachEngine]
public sealed class EntitlementsTests(Engine engine) : ApiTests(engine)
{
    private readonly ConcurrentDictionary<Guid, Standing> _standings = [];

    protected override TestSettings Settings => new(
        ("Billing:Plans:0:Limits:Members", "3"),
        ("Billing:Plans:0:Features:auditLogExport", "false"))
    {
        Services = services => services.AddScoped<IStandingReads>(sp => new Standings(_standings, sp.GetRequiredService<Tenant>())),
    };

    [Test]
    public async Task Members_see_what_the_plan_includes_and_how_much_of_its_limits_is_used()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var member = await team.TakeInAsync(await SignedInAsync(), "member");

        var answer = await member.GetAsync($"{team.Path}/entitlements").ShouldBe(200);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"features":{"apiKeys":true,"auditLogExport":false,"sso":false},"limits":{"members":{"used":2,"limit":3},"storageBytes":{"used":0,"limit":100000000},"filesPerMonth":{"used":0,"limit":100}}}"""));
    }

    [Test]
    public async Task A_paid_plan_opens_more()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        await ExportAsync(team).ShouldBeProblem(402, "billing.upgrade_required");

        _standings[team.Id] = new Standing("business", Access.Full);

        await ExportAsync(team).ShouldBe(202);
        var entitlements = await team.Owner.GetAsync($"{team.Path}/entitlements").ShouldBeJson();
        Assert.That(entitlements.GetProperty("features").GetProperty("sso").GetBoolean(), Is.True);
        Assert.That(entitlements.GetProperty("limits").GetProperty("filesPerMonth").GetRawText(), Is.EqualTo("""{"used":0,"limit":null}"""));
    }

    [Test]
    public async Task Nobody_is_invited_while_every_place_is_taken_and_open_invitations_take_none()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var guests = new[] { await SignedInAsync(), await SignedInAsync(), await SignedInAsync() };
        var tokens = new List<string>();
        foreach (var guest in guests)
            tokens.Add(await team.InviteAsync(team.Owner, guest.Person, "member"));

        await AcceptAsync(guests[0], tokens[0]).ShouldBe(200);
        await AcceptAsync(guests[1], tokens[1]).ShouldBe(200);

        await InviteAsync(team).ShouldBeProblem(402, "billing.limit_reached");
        await AcceptAsync(guests[2], tokens[2]).ShouldBeProblem(402, "billing.limit_reached");
        Assert.That(await team.ActionsAsync(), Has.Exactly(2).EqualTo("members.joined"), "what is refused leaves no trace");
        await team.RemoveAsync(team.Owner, guests[0]).ShouldBe(204);
        await AcceptAsync(guests[2], tokens[2]).ShouldBe(200);
    }

    [Test]
    public async Task After_a_downgrade_the_organization_reads_and_removes_and_adds_nobody()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        _standings[team.Id] = new Standing("pro", Access.Full);
        var members = new[] { await SignedInAsync(), await SignedInAsync(), await SignedInAsync() };
        foreach (var member in members)
            await team.TakeInAsync(member, "member");

        _standings[team.Id] = new Standing("free", Access.Full);

        await InviteAsync(team).ShouldBeProblem(402, "billing.limit_reached");
        var limits = (await team.Owner.GetAsync($"{team.Path}/entitlements").ShouldBeJson()).GetProperty("limits");
        Assert.That(limits.GetProperty("members").GetRawText(), Is.EqualTo("""{"used":4,"limit":3}"""));
        await team.RemoveAsync(team.Owner, members[0]).ShouldBe(204);
        await InviteAsync(team).ShouldBeProblem(402, "billing.limit_reached");
        await team.RemoveAsync(team.Owner, members[1]).ShouldBe(204);
        await InviteAsync(team).ShouldBe(201);
    }

    [Test]
    public async Task While_a_payment_is_missing_reads_go_on_and_what_costs_does_not()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var guest = await SignedInAsync();
        var token = await team.InviteAsync(team.Owner, guest.Person, "member");
        _standings[team.Id] = new Standing("pro", Access.Grace);
        await InviteAsync(team).ShouldBe(201);
        var key = await team.AddKeyAsync("members.read");

        _standings[team.Id] = new Standing("pro", Access.Restricted);

        await InviteAsync(team).ShouldBeProblem(402, "billing.payment_required");
        await AcceptAsync(guest, token).ShouldBeProblem(402, "billing.payment_required");
        await ExportAsync(team).ShouldBeProblem(402, "billing.payment_required");
        await AddKeyAsync(team).ShouldBeProblem(402, "billing.payment_required");
        await team.Owner.GetAsync($"{team.Path}/members").ShouldBe(200);
        await team.Owner.GetAsync($"{team.Path}/audit-log").ShouldBe(200);
        await team.Owner.PatchAsync(team.Path, new { name = "Renamed" }).ShouldBe(200);
        await team.Owner.DeleteAsync($"{team.Path}/api-keys/{key.Id}").ShouldBe(204);
    }

    [Test]
    public async Task Somebody_who_may_not_is_told_so_whatever_the_plan()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var member = await team.TakeInAsync(await SignedInAsync(), "member");
        _standings[team.Id] = new Standing("free", Access.Restricted);

        await member.PostAsync($"{team.Path}/audit-log/export", new { }).ShouldBeProblem(403, "auth.forbidden");
        await (await SignedInAsync()).PostAsync($"{team.Path}/audit-log/export", new { }).ShouldBeProblem(404, "not_found");
        await team.Owner.PostAsync($"{team.Path}/invitations", new { email = "nobody", role = "member" }).ShouldBeInvalid("email");
    }

    private Task<HttpResponseMessage> InviteAsync(Team team) =>
        team.Owner.PostAsync($"{team.Path}/invitations", new { Stranger().Email, role = "member" });

    private static Task<HttpResponseMessage> AcceptAsync(SignedIn guest, string token) => guest.PostAsync("invitations/accept", new { token });

    private static Task<HttpResponseMessage> ExportAsync(Team team) => team.Owner.PostAsync($"{team.Path}/audit-log/export", new { });

    private static Task<HttpResponseMessage> AddKeyAsync(Team team) =>
        team.Owner.PostAsync($"{team.Path}/api-keys", new { name = "CI", scopes = new[] { "members.read" } });

    private sealed class Standings(ConcurrentDictionary<Guid, Standing> known, Tenant tenant) : IStandingReads
    {
        public Task<Standing> GetAsync(CancellationToken ct) =>
            Task.FromResult(known.GetValueOrDefault(tenant.Id, new Standing(Plan.FreeCode, Access.Full)));
    }
}
