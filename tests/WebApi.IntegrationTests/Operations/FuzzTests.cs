using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>Random rubbish at every route: it is refused, and nothing breaks. A failure names its seed and its request.</summary>
[OnEachEngine]
public sealed class FuzzTests(Engine engine) : ApiTests(engine)
{
    private const int RequestsPerOperation = 12;

    private static readonly int[] Seeds = [1, 2, 3];

    // An administrator for each seed: wrong passwords among the rubbish close an address.
    protected override TestSettings Settings => new([.. Seeds.Select(seed => ($"Admin:Emails:{seed}", AdministratorOf(seed)))]);

    [Test]
    public async Task Rubbish_never_causes_a_5xx([ValueSource(nameof(Seeds))] int seed)
    {
        var contract = await Contract.ReadAsync(App);
        var rubbish = new Rubbish(new Random(seed));
        var (laptop, root) = (await SignedInAsync(), await (await JoinAsync(AdministratorOf(seed))).SignInAsync());
        string?[] tokens = [null, "garbage", laptop.Tokens.AccessToken, root.Tokens.AccessToken];

        var statuses = new HashSet<int>();
        foreach (var operation in contract.Operations)
        {
            for (var i = 0; i < RequestsPerOperation; i++)
            {
                var client = App.Client();
                client.AccessToken = operation.NeedsSignIn ? root.Tokens.AccessToken : rubbish.AnyOf(tokens);
                var path = operation.PathWith(_ => rubbish.PathSegment());
                if (operation.QueryParameters.Count > 0)
                    path += $"?{string.Join('&', operation.QueryParameters.Select(name => $"{name}={rubbish.QueryValue()}"))}";
                var body = rubbish.Body(contract.MembersOf(operation));

                var answer = await client.SendAsync(operation.Method, path, Content(body, rubbish), [.. rubbish.Headers()]);

                var request = $"seed {seed}: {operation.Name} at {path} with {Encoding.Latin1.GetString(body)}";
                Assert.That((int)answer.StatusCode, Is.LessThan(500), $"{request}: {await answer.Content.ReadAsStringAsync()}");
                statuses.Add((int)answer.StatusCode);
                if ((int)answer.StatusCode >= 400)
                    Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), request);
            }
        }

        Assert.That(statuses, Is.SupersetOf(new[] { 200, 202, 204, 400, 404, 415 }), "some of it gets through, or else it tests nothing");
    }

    [TestCase("\U0001F989", 255)]
    [TestCase("é", 256)]
    public async Task A_browser_may_call_itself_whatever_it_likes(string sign, int at)
    {
        var ann = await JoinAsync();
        var name = new string('x', at) + sign + "y";

        var tokens = await App.Client().SendAsync(
            HttpMethod.Post, "auth/login", new { ann.Email, ann.Password }, ("User-Agent", name)).ShouldBeJson();

        var sessions = await new SignedIn(ann, tokens.To<Tokens>()).GetAsync("auth/sessions").ShouldBeJson();
        Assert.That(sessions.GetProperty("items")[0].Text("userAgent"), Does.StartWith(new string('x', 255)));
    }

    private static string AdministratorOf(int seed) => $"root{seed}@mysaas.test";

    private static ByteArrayContent Content(byte[] body, Rubbish rubbish)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", rubbish.ContentType());
        return content;
    }
}
