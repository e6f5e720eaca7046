using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;
using MySaas.WebApi.IntegrationTests.Files;

namespace MySaas.WebApi.IntegrationTests.Organizations;

/// <summary>
/// Every route of the contract's document that takes an id is tried with another tenant's. A new route is walked by itself; one
/// with a parameter that this walk does not know fails it.
/// </summary>
[OnEachEngine]
public sealed class TenantWalkTests(Engine engine) : ApiTests(engine)
{
    private static readonly object AnyBody = new
    {
        name = "Mine",
        email = "new@example.com",
        role = "member",
        scopes = new[] { "members.read" },
        userId = Guid.CreateVersion7(),
        reason = "none",
        expiresInSeconds = 60,
    };

    private Team? _theirs;
    private Team? _mine;
    private SignedIn? _member;
    private string? _myKey;
    private Dictionary<string, Guid> _ids = [];
    private List<(HttpMethod Method, string Path)> _routes = [];

    [OneTimeSetUp]
    public async Task SettleTwoTenantsAsync()
    {
        (_theirs, _mine) = (await Team.FoundAsync(await SignedInAsync(), "Theirs"), await Team.FoundAsync(await SignedInAsync(), "Mine"));
        _member = await _theirs.TakeInAsync(await SignedInAsync(), "member");
        await _theirs.InviteAsync(_theirs.Owner, Stranger(), "member");
        var key = await _theirs.AddKeyAsync("members.read");
        _myKey = (await _mine.AddKeyAsync("members.read", "members.manage", "organization.read", "organization.manage", "audit.read", "files.read", "files.write")).Key;
        var shelf = new Shelf(App, _theirs);
        var upload = await AnnounceAsync(shelf);
        _ids = new Dictionary<string, Guid>
        {
            ["members"] = (await _member.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid(),
            ["invitations"] = await FirstAsync("invitations"),
            ["api-keys"] = key.Id,
            ["uploads"] = upload,
            ["file-uploads"] = upload,
            ["files"] = (await shelf.AddAsync("theirs.txt", [1])).GetProperty("id").GetGuid(),
            ["sessions"] = (await _theirs.Owner.GetAsync("auth/sessions").ShouldBeJson()).GetProperty("items")[0].GetProperty("id").GetGuid(),
        };
        _routes = await RoutesAsync();
    }

    [Test]
    public async Task Another_tenants_organization_is_like_one_that_never_was()
    {
        var routes = _routes.Where(route => route.Path.Contains("{organizationId}", StringComparison.Ordinal)).ToList();
        Assert.That(routes, Has.Count.GreaterThan(15));

        foreach (var route in routes)
            foreach (var credential in new[] { _mine!.Owner.Tokens.AccessToken, _myKey! })
            {
                var theirs = await SendAsync(credential, route, _theirs!.Id, theirIds: true);
                var nobodys = await SendAsync(credential, route, Unknown, theirIds: false);

                // What a key can do nowhere, it is told before anybody looks at the organization.
                Assert.That(theirs, Is.EqualTo(nobodys), $"{route.Method} {route.Path}");
                Assert.That(theirs, Does.Contain("\"not_found\"").Or.Contain(credential == _myKey ? "never on accounts" : "not_found"), $"{route.Method} {route.Path}");
            }
    }

    [Test]
    public async Task What_is_anothers_is_not_found_in_ones_own_organization_either()
    {
        var routes = _routes.Where(route => route.Path.EndsWith('}') && route.Path.Contains("{organizationId}/", StringComparison.Ordinal)).ToList();
        Assert.That(routes, Is.Not.Empty);

        foreach (var route in routes)
        {
            var theirs = await SendAsync(_mine!.Owner.Tokens.AccessToken, route, _mine.Id, theirIds: true);
            var nobodys = await SendAsync(_mine.Owner.Tokens.AccessToken, route, _mine.Id, theirIds: false);

            Assert.That(theirs, Is.EqualTo(nobodys).And.Contains("\"not_found\""), $"{route.Method} {route.Path}");
        }
    }

    [Test]
    public async Task Ids_outside_of_organizations_are_as_private()
    {
        foreach (var route in _routes.Where(route => route.Path.Contains('{', StringComparison.Ordinal) && !route.Path.Contains("{organizationId}", StringComparison.Ordinal)))
        {
            var theirs = await SendAsync(_mine!.Owner.Tokens.AccessToken, route, Unknown, theirIds: true);
            var nobodys = await SendAsync(_mine.Owner.Tokens.AccessToken, route, Unknown, theirIds: false);

            Assert.That(theirs, Is.EqualTo(nobodys), $"{route.Method} {route.Path}");
        }
    }

    [Test]
    public async Task No_list_of_ones_own_names_anything_of_another_tenant()
    {
        string[] secrets = [_theirs!.Id.ToString(), _theirs.Owner.Person.Email, _member!.Person.Email, .. _ids.Values.Select(id => id.ToString())];

        foreach (var route in _routes.Where(route => route.Method == HttpMethod.Get && !route.Path.Contains("/admin/", StringComparison.Ordinal)))
        {
            var answer = await SendAsync(_mine!.Owner.Tokens.AccessToken, route, _mine.Id, theirIds: false);

            foreach (var secret in secrets)
                Assert.That(answer, Does.Not.Contain(secret), route.Path);
        }
    }

    private static Guid Unknown { get; } = Guid.CreateVersion7();

    private async Task<Guid> FirstAsync(string list) =>
        (await _theirs!.Owner.GetAsync($"{_theirs.Path}/{list}").ShouldBeJson()).GetProperty("items")[0].GetProperty("id").GetGuid();

    private static async Task<Guid> AnnounceAsync(Shelf shelf)
    {
        var announced = new { name = "theirs.bin", contentType = "application/octet-stream", size = 1, sha256 = new string('a', 64) };
        return (await shelf.SendAsync(HttpMethod.Post, $"{shelf.Path}/uploads", announced).ShouldBeJson()).GetProperty("id").GetGuid();
    }

    private async Task<List<(HttpMethod, string)>> RoutesAsync()
    {
        var document = await App.Client().GetAsync("/openapi/v1.json").ShouldBeJson();
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.Name.Contains("/auth/log", StringComparison.Ordinal)
               from operation in path.Value.EnumerateObject()
               where operation.Value.ValueKind is JsonValueKind.Object && operation.Value.TryGetProperty("operationId", out _)
               select (new HttpMethod(operation.Name.ToUpperInvariant()), path.Name),
        ];
    }

    // The answer without what differs by itself: the request's id, and the path that was asked for.
    private async Task<string> SendAsync(string credential, (HttpMethod Method, string Path) route, Guid organizationId, bool theirIds)
    {
        var path = string.Join('/', route.Path.Split('/').Select((part, place) => part switch
        {
            "{organizationId}" => organizationId.ToString(),
            "{id}" or "{userId}" or "{fileId}" or "{uploadId}" => (theirIds && _ids.TryGetValue(route.Path.Split('/')[place - 1], out var id) ? id : Unknown).ToString(),
            "{name}" => "no-such-job",
            _ when part.StartsWith('{') => throw new AssertionException($"{route.Path}: say whose {part} is to be tried."),
            _ => part,
        }));
        var client = App.Client();
        client.AccessToken = credential;
        var answer = await client.SendAsync(route.Method, path, route.Method == HttpMethod.Get ? null : AnyBody);
        return (await answer.WithoutIdsAsync()).Replace(path, "", StringComparison.Ordinal);
    }
}
