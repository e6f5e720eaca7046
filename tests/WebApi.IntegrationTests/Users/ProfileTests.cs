using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Users;

[OnEachEngine]
public sealed class ProfileTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task People_see_who_they_are()
    {
        var laptop = await SignedInAsync();

        var me = await laptop.MeAsync().ShouldBeJson();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(me.GetProperty("id").GetGuid(), Is.Not.EqualTo(Guid.Empty));
            Assert.That(me.Text("email"), Is.EqualTo(laptop.Person.Email));
            Assert.That(me.GetProperty("emailConfirmed").GetBoolean(), Is.True);
            Assert.That(me.Text("displayName"), Is.EqualTo("Ann"));
            Assert.That(me.GetProperty("twoFactorEnabled").GetBoolean(), Is.False);
            Assert.That(me.GetProperty("isPlatformAdmin").GetBoolean(), Is.False);
            Assert.That(me.Text("createdAt"), Does.EndWith("Z"));
            Assert.That(me.GetProperty("createdAt").GetDateTimeOffset(), Is.EqualTo(App.Clock.GetUtcNow()).Within(1).Minutes);
            Assert.That(me.EnumerateObject().Count(), Is.EqualTo(7), "and nothing else");
        }
    }

    [Test]
    public async Task A_new_name_is_trimmed_and_answered()
    {
        var laptop = await SignedInAsync();

        var me = await laptop.PatchAsync("users/me", new { displayName = "  Åsa Ōta 🦉 " }).ShouldBeJson();

        Assert.That(me.Text("displayName"), Is.EqualTo("Åsa Ōta 🦉"));
        Assert.That((await laptop.MeAsync().ShouldBeJson()).Text("displayName"), Is.EqualTo("Åsa Ōta 🦉"));
    }

    [Test]
    public async Task What_nobody_may_change_is_ignored()
    {
        var laptop = await SignedInAsync();
        var before = await laptop.MeAsync().ShouldBeJson();

        var me = await laptop.PatchAsync("users/me", new
        {
            id = Guid.CreateVersion7(),
            email = TestSettings.Administrator,
            emailConfirmed = false,
            twoFactorEnabled = true,
            isPlatformAdmin = true,
            createdAt = "2000-01-01T00:00:00Z",
            passwordHash = "x",
            version = 7,
        }).ShouldBeJson();

        Assert.That(me.GetRawText(), Is.EqualTo(before.GetRawText()));
        await laptop.GetAsync("admin/users").ShouldBeProblem(403, "auth.forbidden");
    }

    [Test]
    public async Task A_name_is_1_to_100_characters_of_one_line()
    {
        var laptop = await SignedInAsync();

        await laptop.PatchAsync("users/me", new { displayName = "" }).ShouldBeInvalid("displayName");
        await laptop.PatchAsync("users/me", new { displayName = " \t " }).ShouldBeInvalid("displayName");
        await laptop.PatchAsync("users/me", new { displayName = new string('x', 101) }).ShouldBeInvalid("displayName");
        await laptop.PatchAsync("users/me", new { displayName = "a\u0000b" }).ShouldBeInvalid("displayName");
        await laptop.PatchAsync("users/me", new { displayName = new string('x', 100) }).ShouldBe(200);
    }

    [Test]
    public async Task Many_names_at_once_leave_one_of_them()
    {
        var laptop = await SignedInAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => laptop.PatchAsync("users/me", new { displayName = $"Ann {i}" })));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.All.EqualTo(200).Or.EqualTo(409));
        Assert.That((await laptop.MeAsync().ShouldBeJson()).Text("displayName"), Does.Match("^Ann [0-7]$"));
    }
}
