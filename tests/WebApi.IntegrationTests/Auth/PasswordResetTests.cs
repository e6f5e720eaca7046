using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class PasswordResetTests(Engine engine) : ApiTests(engine)
{
    private const string NewPassword = "seven green kettles";

    [Test]
    public async Task A_reset_replaces_the_password_ends_every_session_and_is_told_by_mail()
    {
        var ann = await JoinAsync();
        var (laptop, phone) = (await ann.SignInAsync(), await ann.SignInAsync());
        var token = await ann.ForgetPasswordAsync();

        await ann.ResetPasswordAsync(token, NewPassword).ShouldBe(204);

        await laptop.ShouldBeSignedOutAsync();
        await phone.ShouldBeSignedOutAsync();
        await ann.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.LogInAsync(NewPassword).ShouldBe(200);
        Assert.That(await ann.CountMailsAsync("password was changed"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_mail_brings_a_link_with_address_and_token()
    {
        var ann = await JoinAsync($"ann+{Guid.CreateVersion7():N}@example.com");
        var token = await ann.ForgetPasswordAsync();

        var link = (await ann.MailAsync("Reset")).Link;

        Assert.That(link.ToString(), Does.StartWith($"{TestSettings.BaseUrl}/"));
        Assert.That(link.Query, Is.EqualTo($"?email={Uri.EscapeDataString(ann.Email)}&token={token}"));
    }

    [Test]
    public async Task A_token_works_once()
    {
        var ann = await JoinAsync();
        var token = await ann.ForgetPasswordAsync();
        await ann.ResetPasswordAsync(token, NewPassword).ShouldBe(204);

        await ann.ResetPasswordAsync(token, "yet another password").ShouldBeProblem(400, "auth.invalid_token");

        await ann.LogInAsync(NewPassword).ShouldBe(200);
    }

    [Test]
    public async Task A_token_that_is_used_twice_at_once_works_once()
    {
        var ann = await JoinAsync();
        var token = await ann.ForgetPasswordAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => ann.ResetPasswordAsync(token, $"password number {i}")));

        Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 204, 400, 400, 400, 400 }));
    }

    [Test]
    public async Task A_token_dies_with_a_newer_request()
    {
        var ann = await JoinAsync();
        var older = await ann.ForgetPasswordAsync();
        var newer = await ann.ForgetPasswordAsync();

        await ann.ResetPasswordAsync(older, NewPassword).ShouldBeProblem(400, "auth.invalid_token");

        await ann.ResetPasswordAsync(newer, NewPassword).ShouldBe(204);
    }

    [Test]
    public async Task A_token_dies_with_a_change_of_the_password()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var token = await ann.ForgetPasswordAsync();
        await laptop.PostAsync("auth/change-password", new { currentPassword = ann.Password, newPassword = NewPassword }).ShouldBe(204);

        await ann.ResetPasswordAsync(token, "yet another password").ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_token_dies_of_its_age()
    {
        var ann = await JoinAsync();
        var token = await ann.ForgetPasswordAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(61));

        await ann.ResetPasswordAsync(token, NewPassword).ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_token_of_another_purpose_or_person_resets_nothing()
    {
        var (ann, ben) = (await RegisterAsync(), await JoinAsync());
        var confirmation = (await ann.MailAsync("Confirm")).Token;
        var bens = await ben.ForgetPasswordAsync();

        await ann.ResetPasswordAsync(confirmation, NewPassword).ShouldBeProblem(400, "auth.invalid_token");
        await ann.ResetPasswordAsync(bens, NewPassword).ShouldBeProblem(400, "auth.invalid_token");
        await Stranger().ResetPasswordAsync(bens, NewPassword).ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_weak_password_does_not_use_the_token_up()
    {
        var ann = await JoinAsync();
        var token = await ann.ForgetPasswordAsync();
        await ann.ResetPasswordAsync(token, "short").ShouldBeInvalid("newPassword");
        await ann.ResetPasswordAsync(token, ann.Email).ShouldBeInvalid("newPassword");

        await ann.ResetPasswordAsync(token, NewPassword).ShouldBe(204);
    }

    [Test]
    public async Task Two_factors_stay_on()
    {
        var ann = await JoinAsync();
        var authenticator = await (await ann.SignInAsync()).TurnTwoFactorOnAsync();

        await ann.ResetPasswordAsync(await ann.ForgetPasswordAsync(), NewPassword).ShouldBe(204);

        await ann.LogInAsync(NewPassword).ShouldBeProblem(401, "auth.two_factor_required");
        await ann.LogInAsync(NewPassword, authenticator.NextCode()).ShouldBe(200);
    }

    [Test]
    public async Task A_reset_proves_the_mailbox_of_an_address_that_was_never_confirmed()
    {
        var ann = await RegisterAsync();

        await ann.ResetPasswordAsync(await ann.ForgetPasswordAsync(), NewPassword).ShouldBe(204);

        await ann.LogInAsync(NewPassword).ShouldBe(200);
    }

    [Test]
    public async Task An_unknown_address_gets_no_mail()
    {
        var nobody = Stranger();

        await nobody.Client.PostAsync("auth/forgot-password", new { nobody.Email }).ShouldBe(202);

        Assert.That(await App.Inbox.AllAsync(nobody.Email), Is.Empty);
    }
}
