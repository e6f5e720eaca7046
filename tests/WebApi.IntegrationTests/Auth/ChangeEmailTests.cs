using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class ChangeEmailTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_token_from_the_new_mailbox_moves_the_account_and_the_old_one_is_told()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var (oldEmail, newEmail) = (ann.Email, NewAddress());
        var mail = await AskAsync(laptop, newEmail);
        Assert.That((await laptop.MeAsync().ShouldBeJson()).Text("email"), Is.EqualTo(oldEmail), "nothing moves before it is proved");

        await ConfirmAsync(laptop, mail.Token).ShouldBe(204);

        Assert.That((await laptop.MeAsync().ShouldBeJson()).Text("email"), Is.EqualTo(newEmail));
        Assert.That(await ann.CountMailsAsync("was changed"), Is.EqualTo(1));
        await ann.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        ann.Email = newEmail;
        await ann.SignInAsync();
    }

    [Test]
    public async Task The_mails_link_carries_the_new_address_and_the_token()
    {
        var laptop = await SignedInAsync();
        var newEmail = $"new+{Guid.CreateVersion7():N}@example.com";

        var mail = await AskAsync(laptop, newEmail);

        Assert.That(mail.Link.Query, Is.EqualTo($"?email={Uri.EscapeDataString(newEmail)}&token={mail.Token}"));
    }

    [Test]
    public async Task A_token_works_once_and_dies_with_a_newer_request()
    {
        var laptop = await SignedInAsync();
        var older = await AskAsync(laptop, NewAddress());
        var newer = await AskAsync(laptop, NewAddress());

        await ConfirmAsync(laptop, older.Token).ShouldBeProblem(400, "auth.invalid_token");
        await ConfirmAsync(laptop, newer.Token).ShouldBe(204);
        await ConfirmAsync(laptop, newer.Token).ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task The_token_counts_only_where_the_person_is_signed_in()
    {
        var laptop = await SignedInAsync();
        var bens = await SignedInAsync();
        var token = (await AskAsync(laptop, NewAddress())).Token;

        await ConfirmAsync(bens, token).ShouldBeProblem(400, "auth.invalid_token");
        await App.Client().PostAsync("auth/confirm-email-change", new { token }).ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_wrong_password_is_a_400_and_sends_nothing()
    {
        var laptop = await SignedInAsync();
        var newEmail = NewAddress();

        await laptop.PostAsync("auth/change-email", new { newEmail, password = "wrong horse battery" })
            .ShouldBeProblem(400, "auth.invalid_credentials");

        Assert.That(await App.Inbox.AllAsync(newEmail), Is.Empty);
    }

    [Test]
    public async Task A_taken_address_gets_the_same_answer_and_its_owner_a_note_without_a_token()
    {
        var ben = await JoinAsync();
        var laptop = await SignedInAsync();

        await laptop.PostAsync("auth/change-email", new { newEmail = ben.Email, Password }).ShouldBe(202);

        var mails = await App.Inbox.AllAsync(ben.Email);
        Assert.That(mails[0].Subject, Does.Contain("tried to move"));
        Assert.That(mails[0].Text, Does.Not.Contain("Token:"));
    }

    [Test]
    public async Task An_address_that_somebody_proves_meanwhile_is_not_taken_from_them()
    {
        var newcomer = Stranger();
        var laptop = await SignedInAsync();
        var token = (await AskAsync(laptop, newcomer.Email)).Token;
        await newcomer.RegisterAsync().ShouldBe(202);
        await newcomer.ConfirmAsync((await newcomer.MailAsync("Confirm your email address")).Token).ShouldBe(204);

        await ConfirmAsync(laptop, token).ShouldBeProblem(409, "users.email_taken");

        await newcomer.SignInAsync();
    }

    [Test]
    public async Task An_address_that_somebody_registered_and_never_proved_goes_to_whom_it_was_mailed()
    {
        var squatter = await RegisterAsync();
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var mail = await AskAsync(laptop, squatter.Email);

        await ConfirmAsync(laptop, mail.Token).ShouldBe(204);

        ann.Email = squatter.Email;
        await ann.SignInAsync();
    }

    [Test]
    public async Task A_reset_cancels_a_pending_change()
    {
        var ann = await JoinAsync();
        var mail = await AskAsync(await ann.SignInAsync(), NewAddress());
        await ann.ResetPasswordAsync(await ann.ForgetPasswordAsync(), "seven green kettles").ShouldBe(204);
        ann.Password = "seven green kettles";

        await ConfirmAsync(await ann.SignInAsync(), mail.Token).ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_reset_that_lies_in_the_old_mailbox_dies_with_the_change()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var reset = await ann.ForgetPasswordAsync();
        var newEmail = NewAddress();
        await ConfirmAsync(laptop, (await AskAsync(laptop, newEmail)).Token).ShouldBe(204);

        ann.Email = newEmail;

        await ann.ResetPasswordAsync(reset, "seven green kettles").ShouldBeProblem(400, "auth.invalid_token");
    }

    private async Task<Mail> AskAsync(SignedIn device, string newEmail)
    {
        await device.PostAsync("auth/change-email", new { newEmail, device.Person.Password }).ShouldBe(202);
        return await App.Inbox.NewestAsync(newEmail, "Confirm your new");
    }

    private static Task<HttpResponseMessage> ConfirmAsync(SignedIn device, string token) =>
        device.PostAsync("auth/confirm-email-change", new { token });

    private static string NewAddress() => $"{Guid.CreateVersion7():N}@example.org";
}
