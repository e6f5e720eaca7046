using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Users;

[OnEachEngine]
public sealed class AdministrationTests(Engine engine) : ApiTests(engine)
{
    private const string Leaving = "leaving@mysaas.test";

    private Person? _root;

    protected override TestSettings Settings => new(("Admin:Emails:1", Leaving));

    [OneTimeSetUp]
    public async Task JoinAsAdministratorAsync() => _root = await JoinAsync(TestSettings.Administrator);

    [Test]
    public async Task A_confirmed_person_with_a_configured_address_is_an_administrator()
    {
        var me = await (await RootAsync()).MeAsync().ShouldBeJson();

        Assert.That(me.GetProperty("isPlatformAdmin").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Everybody_is_listed_newest_first_and_found_by_a_part_of_the_address()
    {
        var mark = Guid.CreateVersion7().ToString("N");
        var (ann, ben) = (await RegisterAsync($"ann.{mark}@example.com"), await RegisterAsync($"ben.{mark}@example.com"));

        var found = await (await RootAsync()).GetAsync($"admin/users?search={mark.ToUpperInvariant()}").ShouldBeJson();

        Assert.That(
            found.GetProperty("items").EnumerateArray().Select(user => user.Text("email")), Is.EqualTo(new[] { ben.Email, ann.Email }));
    }

    [Test]
    public async Task Nobody_else_may()
    {
        var laptop = await SignedInAsync();
        var id = Guid.CreateVersion7();

        await laptop.GetAsync("admin/users").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync($"admin/users/{id}/disable").ShouldBeProblem(403, "auth.forbidden");
        await laptop.PostAsync($"admin/users/{id}/enable").ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task An_administrator_who_moves_to_another_address_is_none_any_more()
    {
        var person = await JoinAsync(Leaving);
        var (laptop, phone) = (await person.SignInAsync(), await person.SignInAsync());
        await phone.GetAsync("admin/users").ShouldBe(200);
        var newEmail = $"{Guid.CreateVersion7():N}@example.com";
        await laptop.PostAsync("auth/change-email", new { newEmail, Password }).ShouldBe(202);
        await laptop.GetAsync("admin/users").ShouldBe(200);

        var token = (await App.Inbox.NewestAsync(newEmail, "Confirm your new")).Token;
        await laptop.PostAsync("auth/confirm-email-change", new { token }).ShouldBe(204);

        await laptop.GetAsync("admin/users").ShouldBeProblem(403, "auth.forbidden");
        await phone.GetAsync("admin/users").ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task A_disabled_person_is_out_at_once_and_stays_out_until_enabled()
    {
        var (ann, root) = (await JoinAsync(), await RootAsync());
        var laptop = await ann.SignInAsync();
        var id = (await laptop.MeAsync().ShouldBeJson()).Text("id");

        await root.PostAsync($"admin/users/{id}/disable").ShouldBe(204);

        await laptop.ShouldBeSignedOutAsync();
        await ann.LogInAsync().ShouldBeProblem(403, "auth.forbidden");
        await ann.LogInAsync("wrong horse battery").ShouldBeProblem(401, "auth.invalid_credentials");
        await root.PostAsync($"admin/users/{id}/enable").ShouldBe(204);
        await ann.SignInAsync();
        await laptop.ShouldBeSignedOutAsync();
    }

    [Test]
    public async Task A_disabled_person_does_not_come_back_by_a_reset()
    {
        var (ann, root) = (await JoinAsync(), await RootAsync());
        var id = (await (await ann.SignInAsync()).MeAsync().ShouldBeJson()).Text("id");
        var token = await ann.ForgetPasswordAsync();
        await root.PostAsync($"admin/users/{id}/disable").ShouldBe(204);

        await ann.ResetPasswordAsync(token, "seven green kettles");
        await ann.Client.PostAsync("auth/forgot-password", new { ann.Email }).ShouldBe(202);

        await ann.LogInAsync("seven green kettles").ShouldNotBe(200);
        Assert.That(await ann.CountMailsAsync("Reset"), Is.EqualTo(1), "the one before");
    }

    [Test]
    public async Task Administrators_do_not_lock_themselves_out()
    {
        var root = await RootAsync();
        var id = (await root.MeAsync().ShouldBeJson()).Text("id");

        await root.PostAsync($"admin/users/{id}/disable").ShouldBeProblem(409, "users.cannot_disable_self");
    }

    [Test]
    public async Task Nobody_is_a_404()
    {
        var root = await RootAsync();

        await root.PostAsync($"admin/users/{Guid.CreateVersion7()}/disable").ShouldBeProblem(404, "not_found");
        await root.PostAsync($"admin/users/{Guid.CreateVersion7()}/enable").ShouldBeProblem(404, "not_found");
        await root.PostAsync("admin/users/not-an-id/enable").ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task A_control_character_is_no_search()
    {
        await (await RootAsync()).GetAsync("admin/users?search=a%00b").ShouldBeInvalid("search");
    }

    [TestCase("%25_[")]
    [TestCase("%F0%9F%A6%89")]
    [TestCase("%ED%A0%80")]
    public async Task Any_text_may_be_searched_for(string search)
    {
        var found = await (await RootAsync()).GetAsync($"admin/users?search={search}").ShouldBeJson();

        Assert.That(found.GetProperty("items").GetArrayLength(), Is.Zero);
    }

    private Task<SignedIn> RootAsync() => _root!.SignInAsync();
}
