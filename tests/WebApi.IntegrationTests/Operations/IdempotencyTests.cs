using System.Net;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>The same request with the same key is done once, on whichever node, and answered alike.</summary>
[OnEachEngine]
public sealed class IdempotencyTests(Engine engine) : ApiTests(engine)
{
    private TestApp? _other;

    [OneTimeSetUp]
    public void StartTheOtherNode() => _other = TestApp.StartBeside(App, Engine, Settings);

    [OneTimeTearDown]
    public async Task StopTheOtherNodeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
    }

    [Test]
    public async Task The_first_answer_is_given_again()
    {
        var ann = await SignedInAsync();

        var first = await SendAsync(ann, "key", new { name = "Once" }).ShouldBe(201);
        var again = await SendAsync(ann, "key", new { name = "Once" }).ShouldBe(201);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
            Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
            Assert.That((first.Header("Idempotency-Replayed"), again.Header("Idempotency-Replayed")), Is.EqualTo(((string?)null, "true")));
            Assert.That(await OrganizationsOfAsync(ann), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Twenty_at_once_over_two_nodes_have_one_effect()
    {
        var ann = await SignedInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            SendAsync(ann, "key", new { name = "Once" }, i % 2 == 0 ? App : _other)));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.AnyOf(HttpStatusCode.Created, HttpStatusCode.Conflict));
        var created = await Task.WhenAll(answers.Where(answer => answer.StatusCode is HttpStatusCode.Created).Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.That(created.Distinct().Count(), Is.EqualTo(1), "one of them, or the same answer again");
        Assert.That(await OrganizationsOfAsync(ann), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var ann = await SignedInAsync();
        await SendAsync(ann, "key", new { name = "Once" }).ShouldBe(201);

        await SendAsync(ann, "key", new { name = "Twice" }).ShouldBeProblem(422, "idempotency.key_reused");

        Assert.That(await OrganizationsOfAsync(ann), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_is_its_callers_and_its_routes()
    {
        var (ann, ben) = (await SignedInAsync(), await SignedInAsync());
        var (one, two) = (await Team.FoundAsync(ann), await Team.FoundAsync(ann));

        await SendAsync(ben, "key", new { name = "Once" }).ShouldBe(201);
        await SendAsync(ann, "key", new { name = "Once" }).ShouldBe(201);
        await SendAsync(ann, "key", new { email = "x@example.com", role = "member" }, path: $"{one.Path}/invitations").ShouldBe(201);
        await SendAsync(ann, "key", new { email = "x@example.com", role = "member" }, path: $"{two.Path}/invitations").ShouldBe(201);

        Assert.That((await one.ActionsAsync())[0] + (await two.ActionsAsync())[0], Is.EqualTo("invitations.sentinvitations.sent"));
    }

    [Test]
    public async Task A_refusal_is_an_answer_like_any_other()
    {
        var ann = await SignedInAsync();

        await SendAsync(ann, "key", new { name = "" }).ShouldBeInvalid("name");

        var again = await SendAsync(ann, "key", new { name = "" }).ShouldBe(400);
        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
    }

    [Test]
    public async Task After_a_day_the_key_is_new_again()
    {
        var ann = await JoinAsync();
        await SendAsync(await ann.SignInAsync(), "key", new { name = "Once" }).ShouldBe(201);

        App.Clock.Travel(TimeSpan.FromHours(24));

        var later = await ann.SignInAsync();
        await SendAsync(later, "key", new { name = "Another" }).ShouldBe(201);
        Assert.That(await OrganizationsOfAsync(later), Is.EqualTo(2));
    }

    [TestCase("a\tb")]
    [TestCase("caf\u00e9")]
    public async Task A_key_is_printable_ASCII(string key) =>
        await SendAsync(await SignedInAsync(), key, new { name = "Once" }).ShouldBeInvalid("Idempotency-Key");

    [Test]
    public async Task A_long_key_is_none() =>
        await SendAsync(await SignedInAsync(), new string('k', 256), new { name = "Once" }).ShouldBeInvalid("Idempotency-Key");

    [Test]
    public async Task A_stored_answer_holds_no_secret_in_clear()
    {
        var team = await Team.FoundAsync(await SignedInAsync());
        var body = new { name = "CI", scopes = new[] { "members.read" } };

        var made = await SendAsync(team.Owner, "a-telling-key", body, path: $"{team.Path}/api-keys").ShouldBeJson();
        var again = await SendAsync(team.Owner, "a-telling-key", body, path: $"{team.Path}/api-keys").ShouldBeJson();

        var stored = await App.Database.DumpAsync("IdempotencyRecords");
        Assert.That(stored, Does.Not.Contain(made.Text("key")).And.Not.Contain("a-telling-key").And.Not.Contain("members.read"));
        Assert.That(again.Text("key"), Is.EqualTo(made.Text("key")));
    }

    private static async Task<HttpResponseMessage> SendAsync(SignedIn who, string key, object body, TestApp? node = null, string path = "organizations")
    {
        var client = (node ?? who.Person.App).Client();
        client.AccessToken = who.Tokens.AccessToken;
        return await client.SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));
    }

    private static async Task<int> OrganizationsOfAsync(SignedIn who) =>
        (await who.GetAsync("organizations").ShouldBeJson()).GetProperty("items").GetArrayLength();
}
