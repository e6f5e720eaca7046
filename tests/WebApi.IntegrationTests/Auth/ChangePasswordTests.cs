using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class ChangePasswordTests(Engine engine) : ApiTests(engine)
{
    private const string NewPassword = "seven green kettles";

    [Test]
    public async Task Every_other_session_ends_and_this_one_stays()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());

        await ChangeAsync(laptop, ann.Password, NewPassword).ShouldBe(204);

        await phone.ShouldBeSignedOutAsync();
        await laptop.ShouldBeSignedInAsync();
        await ann.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.LogInAsync(NewPassword).ShouldBe(200);
        Assert.That(await ann.CountMailsAsync("password was changed"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_current_password_is_a_400_and_changes_nothing()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());

        await ChangeAsync(laptop, "wrong horse battery", NewPassword).ShouldBeProblem(400, "auth.invalid_credentials");

        await phone.ShouldBeSignedInAsync();
        await ann.SignInAsync();
        Assert.That(await ann.CountMailsAsync("password was changed"), Is.Zero);
    }

    [Test]
    public async Task A_weak_new_password_is_refused()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        await ChangeAsync(laptop, ann.Password, "short").ShouldBeInvalid("newPassword");
        await ChangeAsync(laptop, ann.Password, "password1234").ShouldBeInvalid("newPassword");
        await ChangeAsync(laptop, ann.Password, ann.Email.ToUpperInvariant()).ShouldBeInvalid("newPassword");
    }

    [Test]
    public async Task Wrong_passwords_here_close_the_front_door_too()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        for (var i = 0; i < 8; i++)
            await ChangeAsync(laptop, "wrong horse battery", NewPassword).ShouldBeProblem(400, "auth.invalid_credentials");

        await ChangeAsync(laptop, ann.Password, NewPassword).ShouldBeProblem(429, "auth.too_many_attempts");

        await ann.LogInAsync().ShouldBeProblem(429, "auth.too_many_attempts");
    }

    private static Task<HttpResponseMessage> ChangeAsync(SignedIn device, string currentPassword, string newPassword) =>
        device.PostAsync("auth/change-password", new { currentPassword, newPassword });
}
