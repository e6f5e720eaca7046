using System.Net;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Scenario 20: the free plan's limit of members holds, however many accept at once and wherever.</summary>
[OnEachEngine]
public sealed class SeatsTests(Engine engine) : ApiTests(engine)
{
    private const int Guests = 24;
    private const int Places = 8;

    protected override TestSettings Settings => new(("Billing:Plans:0:Limits:Members", $"{1 + Places}"));

    [Test]
    public async Task Of_many_who_accept_at_once_on_two_nodes_as_many_get_in_as_there_are_places()
    {
        await using var other = TestApp.StartBeside(App, Engine, Settings);
        var team = await Team.FoundAsync(await SignedInAsync());
        var guests = await InviteAllAsync(team);

        var answers = await Task.WhenAll(guests.Select((guest, i) => Task.Run(() => AcceptAsync(i % 2 == 0 ? App : other, guest))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => answer.StatusCode is HttpStatusCode.OK), Is.EqualTo(Places), "no place stays empty");
            Assert.That(answers.Count(answer => answer.StatusCode is HttpStatusCode.PaymentRequired), Is.EqualTo(Guests - Places), "and nobody is sent away for another reason");
            Assert.That(await team.RolesAsync(), Has.Count.EqualTo(1 + Places));
        }

        var limits = (await team.Owner.GetAsync($"{team.Path}/entitlements").ShouldBeJson()).GetProperty("limits");
        Assert.That(limits.GetProperty("members").GetProperty("used").GetInt32(), Is.EqualTo(1 + Places));
    }

    [Test]
    public async Task Accepting_again_and_again_with_one_idempotency_key_takes_one_place()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var (guest, token) = (await InviteAllAsync(team, count: 1))[0];

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => AcceptAsync(App, (guest, token), ("Idempotency-Key", "once")))));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Has.Some.EqualTo(200).And.All.AnyOf(200, 409));
        await AcceptAsync(App, (guest, token), ("Idempotency-Key", "once")).ShouldBe(200);
        Assert.That(await team.RolesAsync(), Has.Count.EqualTo(2));
    }

    private async Task<IReadOnlyList<(SignedIn Guest, string Token)>> InviteAllAsync(Team team, int count = Guests)
    {
        var guests = new List<(SignedIn, string)>();
        for (var i = 0; i < count; i++)
        {
            var guest = await SignedInAsync();
            guests.Add((guest, await team.InviteAsync(team.Owner, guest.Person, "member")));
        }

        return guests;
    }

    private static Task<HttpResponseMessage> AcceptAsync(TestApp node, (SignedIn Guest, string Token) invited, params (string, string)[] headers)
    {
        var client = node.Client();
        client.AccessToken = invited.Guest.Tokens.AccessToken;
        return client.SendAsync(HttpMethod.Post, "invitations/accept", new { token = invited.Token }, headers);
    }
}
