using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

[OnEachEngine]
public sealed class PagingTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] Lists = ["auth/sessions", "admin/users", "/dev/emails"];

    private SignedIn? _root;

    [OneTimeSetUp]
    public async Task FillEveryListAsync()
    {
        var root = await JoinAsync(TestSettings.Administrator);
        await root.SignInAsync();
        await JoinAsync();
        _root = await root.SignInAsync();
    }

    [Test]
    public async Task A_list_continues_where_it_stopped([ValueSource(nameof(Lists))] string list)
    {
        var first = await _root!.GetAsync($"{list}?limit=1").ShouldBeJson();

        var second = await _root.GetAsync($"{list}?limit=1&cursor={first.Text("nextCursor")}").ShouldBeJson();

        Assert.That(first.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That(IdOf(second), Is.LessThan(IdOf(first)), "newest first");

        static string IdOf(System.Text.Json.JsonElement page) => page.GetProperty("items")[0].Text("id");
    }

    [Test]
    public async Task A_limit_is_1_to_100([ValueSource(nameof(Lists))] string list)
    {
        await _root!.GetAsync($"{list}?limit=1").ShouldBe(200);
        await _root.GetAsync($"{list}?limit=100").ShouldBe(200);
        foreach (var limit in new[] { "0", "-1", "101", "2147483648", "ten", "1.5", "1e1" })
            await _root.GetAsync($"{list}?limit={limit}").ShouldBeInvalid("limit");
    }

    [Test]
    public async Task A_cursor_of_another_list_or_format_is_a_400([ValueSource(nameof(Lists))] string list)
    {
        foreach (var other in Lists.Where(other => other != list))
        {
            var page = await _root!.GetAsync($"{other}?limit=1").ShouldBeJson();
            await _root.GetAsync($"{list}?cursor={page.Text("nextCursor")}").ShouldBeInvalid("cursor");
        }

        foreach (var cursor in new[] { "x", "%00", "AAAA", Guid.CreateVersion7().ToString(), new string('A', 5000), "c2Vzc2lvbnM6", "é" })
            await _root!.GetAsync($"{list}?cursor={cursor}").ShouldBeInvalid("cursor");
    }

    [Test]
    public async Task A_page_holds_20_rows_unless_asked_for_more()
    {
        for (var i = 0; i < 21; i++)
            await RegisterAsync();

        var page = await _root!.GetAsync("admin/users").ShouldBeJson();
        var longer = await _root.GetAsync("admin/users?limit=21").ShouldBeJson();

        Assert.That(page.GetProperty("items").GetArrayLength(), Is.EqualTo(20));
        Assert.That(longer.GetProperty("items").GetArrayLength(), Is.EqualTo(21));
    }
}
