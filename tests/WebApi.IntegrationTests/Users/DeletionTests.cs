using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Users;

[OnEachEngine]
public sealed class DeletionTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task Asking_ends_every_session_and_is_told_by_mail()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());

        await laptop.DeleteAsync("users/me", new { ann.Password }).ShouldBe(202);

        await laptop.ShouldBeSignedOutAsync();
        await phone.ShouldBeSignedOutAsync();
        Assert.That(await ann.CountMailsAsync("will be deleted"), Is.EqualTo(1));
    }

    [Test]
    public async Task It_takes_the_password()
    {
        var laptop = await SignedInAsync();

        await laptop.DeleteAsync("users/me", new { password = "wrong horse battery" }).ShouldBeProblem(400, "auth.invalid_credentials");
        await laptop.DeleteAsync("users/me", new { }).ShouldBeInvalid("password");

        await laptop.ShouldBeSignedInAsync();
    }

    [Test]
    public async Task Signing_in_within_the_grace_takes_it_back_for_good()
    {
        var ann = await JoinAsync();
        await DeleteAsync(ann);
        App.Clock.Travel(TimeSpan.FromDays(6));

        await ann.SignInAsync();

        Assert.That(await ann.CountMailsAsync("account stays"), Is.EqualTo(1));
        App.Clock.Travel(TimeSpan.FromDays(2));
        await App.WorkIsDoneAsync();
        await ann.SignInAsync();
    }

    [Test]
    public async Task A_wrong_password_or_a_missing_code_does_not_take_it_back()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        await laptop.TurnTwoFactorOnAsync();
        await laptop.DeleteAsync("users/me", new { ann.Password }).ShouldBe(202);

        await ann.LogInAsync("wrong horse battery").ShouldBe(401);
        await ann.LogInAsync().ShouldBe(401);

        Assert.That(await ann.CountMailsAsync("account stays"), Is.Zero);
    }

    [Test]
    public async Task After_the_grace_everything_is_gone_and_the_address_is_free()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var id = (await laptop.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();
        await laptop.PostAsync("users/me/export").ShouldBe(202);
        await App.WorkIsDoneAsync();
        await DeleteAsync(ann);

        App.Clock.Travel(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await App.WorkIsDoneAsync();

        await ann.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        Assert.That(await ann.CountMailsAsync("was deleted"), Is.EqualTo(1));
        foreach (var table in new[] { "Sessions", "OneTimeTokens", "AccountExports" })
            Assert.That(await App.Database.CountAsync(table, ("UserId", id)), Is.Zero, table);
        await ann.RegisterAsync().ShouldBe(202);
        await ann.ConfirmAsync();
        await ann.SignInAsync();
    }

    [Test]
    public async Task The_record_stays_and_tells_one_story_of_nobody_in_particular()
    {
        var ann = new Person(App, $"{Guid.CreateVersion7():N}@example.com", Password) { Address = "198.51.100.77" };
        await ann.RegisterAsync().ShouldBe(202);
        await ann.ConfirmAsync();
        var laptop = await ann.SignInAsync();
        var id = (await laptop.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid();
        await laptop.PatchAsync("users/me", new { displayName = "Anna" }).ShouldBe(200);
        await App.WorkIsDoneAsync();
        var before = await App.Database.CountAsync("AuditEntries", ("SubjectId", id));
        await DeleteAsync(ann);
        var erased = await App.Database.CountAsync("AuditEntries", ("Action", "users.erased"));

        App.Clock.Travel(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await App.WorkIsDoneAsync();

        var trail = await App.Database.DumpAsync("AuditEntries");
        Assert.That(before, Is.GreaterThanOrEqualTo(4), "registered, confirmed, signed in, renamed");
        Assert.That(trail, Does.Not.Contain(id.ToString()).IgnoreCase.And.Not.Contain(ann.Address));
        Assert.That(await App.Database.CountAsync("AuditEntries", ("Action", "users.erased")), Is.EqualTo(erased + 1));
        var pseudonym = await App.Database.SubjectOfLastAsync("users.erased");
        Assert.That(await App.Database.CountAsync("AuditEntries", ("SubjectId", pseudonym)), Is.GreaterThan(before));
    }

    internal static async Task DeleteAsync(Person person) =>
        await (await person.SignInAsync()).DeleteAsync("users/me", new { person.Password }).ShouldBe(202);
}

[OnEachEngine]
public sealed class DeletionWithoutGraceTests(Engine engine) : ApiTests(engine)
{
    protected override TestSettings Settings => new(("Users:DeletionGracePeriod", "00:00:00"));

    [Test]
    public async Task The_account_is_erased_at_once_and_the_address_can_be_registered_again()
    {
        var ann = await JoinAsync();
        await DeletionTests.DeleteAsync(ann);
        await App.WorkIsDoneAsync();

        await ann.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.RegisterAsync().ShouldBe(202);
        await ann.ConfirmAsync();
        await ann.SignInAsync();
    }
}
