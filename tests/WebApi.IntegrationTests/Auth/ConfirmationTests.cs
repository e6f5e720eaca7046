using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class ConfirmationTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task A_token_works_once()
    {
        var ann = await RegisterAsync();
        var token = (await ann.MailAsync("Confirm")).Token;
        await ann.ConfirmAsync(token).ShouldBe(204);

        var again = await ann.ConfirmAsync(token);

        await again.ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_token_works_for_its_own_address_only()
    {
        var (ann, ben) = (await RegisterAsync(), await RegisterAsync());

        var response = await ben.ConfirmAsync((await ann.MailAsync("Confirm")).Token);

        await response.ShouldBeProblem(400, "auth.invalid_token");
        await ben.LogInAsync().ShouldBeProblem(403, "auth.email_not_confirmed");
    }

    [Test]
    public async Task A_token_dies_after_a_day()
    {
        var ann = await RegisterAsync();
        var token = (await ann.MailAsync("Confirm")).Token;
        App.Clock.Travel(TimeSpan.FromHours(25));

        var response = await ann.ConfirmAsync(token);

        await response.ShouldBeProblem(400, "auth.invalid_token");
    }

    [Test]
    public async Task A_newer_mail_replaces_the_older_token()
    {
        var ann = await RegisterAsync();
        var older = (await ann.MailAsync("Confirm")).Token;

        await ann.Client.PostAsync("auth/resend-confirmation", new { ann.Email }).ShouldBe(202);

        Assert.That(await ann.CountMailsAsync("Confirm"), Is.EqualTo(2));
        await ann.ConfirmAsync(older).ShouldBeProblem(400, "auth.invalid_token");
        await ann.ConfirmAsync();
    }

    [Test]
    public async Task Resending_to_a_confirmed_or_unknown_address_answers_the_same_and_sends_nothing()
    {
        var (ann, nobody) = (await JoinAsync(), Stranger());

        await ann.Client.PostAsync("auth/resend-confirmation", new { ann.Email }).ShouldBe(202);
        await nobody.Client.PostAsync("auth/resend-confirmation", new { nobody.Email }).ShouldBe(202);

        Assert.That(await ann.CountMailsAsync("Confirm"), Is.EqualTo(1));
        Assert.That(await App.Inbox.AllAsync(nobody.Email), Is.Empty);
    }

    [Test]
    public async Task A_mailbox_gets_at_most_twenty_mails_an_hour_that_strangers_ask_for_and_the_last_one_works()
    {
        var ann = await RegisterAsync();

        for (var i = 0; i < 25; i++)
            await ann.Client.PostAsync("auth/resend-confirmation", new { ann.Email }).ShouldBe(202);

        Assert.That(await ann.CountMailsAsync("Confirm"), Is.LessThanOrEqualTo(20));
        await ann.ConfirmAsync();
    }

    [Test]
    public async Task An_unknown_address_and_a_garbled_token_are_the_same_refusal()
    {
        var ann = await RegisterAsync();

        await ann.ConfirmAsync("garbage").ShouldBeProblem(400, "auth.invalid_token");
        await Stranger().ConfirmAsync("garbage").ShouldBeProblem(400, "auth.invalid_token");
    }
}
