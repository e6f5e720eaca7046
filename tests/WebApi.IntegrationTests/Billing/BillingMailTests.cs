using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Webhooks;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>What the owners hear of money: each thing once, however often Stripe tells it.</summary>
[OnEachEngine]
internal sealed class BillingMailTests(Engine engine) : BillingTests(engine)
{
    protected override (string Key, string Value)[] Own => [("Billing:Plans:2:TrialDays", "14")];

    [SetUp]
    public void TellEverythingThreeTimesInAnyOrder() => Stripe.Webhooks.Faults = new WebhookFaults { Duplicates = 2, Shuffle = true };

    [Test]
    public async Task A_receipt_comes_once_with_the_invoices_number_and_no_other_mail_has_it()
    {
        var team = await SubscribedAsync();

        var mails = await MailsOfAsync(team);

        var number = (await InvoicesOfAsync(team)).Single().Text("number");
        Assert.That(mails.Where(mail => (mail.Subject + mail.Text + mail.Html).Contains(number, StringComparison.Ordinal)).Select(mail => mail.Subject),
            Is.EqualTo(new[] { $"Receipt {number} from MySaas" }));
        Assert.That(mails.Single(mail => mail.Subject.StartsWith("Receipt", StringComparison.Ordinal)).Text, Does.Contain("12.00 USD"));
        Assert.That(mails.Count(mail => mail.Subject.Contains("is now on Pro", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_owner_is_told()
    {
        var team = await FoundTeamAsync();
        var other = await team.TakeInAsync(await SignedInAsync(), "admin");
        await team.ChangeRoleAsync(team.Owner, other, "owner").ShouldBe(204);
        var (_, session) = await CheckOutAsync(team);

        Stripe.Control.PayCheckout(session);
        await SettleAsync();

        Assert.That(await team.Owner.Person.CountMailsAsync("Receipt"), Is.EqualTo(1));
        Assert.That(await other.Person.CountMailsAsync("Receipt"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_payment_that_fails_is_told_on_day_0_3_and_6_and_not_after_the_grace()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines, "insufficient_funds");

        await PassAsync(TimeSpan.FromDays(32));
        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 0)));
        Assert.That((await team.Owner.Person.MailAsync("has failed")).Text, Does.Contain(PageOf(OfStripe(team).LatestInvoiceId)));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 0)));
        await PassAsync(TimeSpan.FromDays(1));
        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 1)));
        await PassAsync(TimeSpan.FromDays(3));
        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 2)));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Who_pays_is_not_reminded()
    {
        var team = await SubscribedAsync();
        Stripe.Control.SetPaymentOutcome(OfStripe(team).CustomerId, PaymentOutcome.Declines, "insufficient_funds");
        await PassAsync(TimeSpan.FromDays(32));

        Stripe.Control.PayInvoice(OfStripe(team).LatestInvoiceId!, "4242424242424242");
        await SettleAsync();
        await PassAsync(TimeSpan.FromDays(7));

        Assert.That(await CountAsync(team, "has failed", "Reminder"), Is.EqualTo((1, 0)));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        Assert.That((await SubscriptionOfAsync(team)).Text("access"), Is.EqualTo("full"));
    }

    [Test]
    public async Task The_end_of_a_trial_is_told_and_a_trials_invoice_of_zero_has_no_receipt()
    {
        var team = await SubscribedAsync("business");

        await PassAsync(TimeSpan.FromDays(12));

        Assert.That(await CountAsync(team, "ends soon", "Receipt"), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_bank_that_asks_is_told_with_the_page_that_leads_to_it()
    {
        var team = await SubscribedAsync();
        Stripe.Control.ChangeCard(OfStripe(team).CustomerId, "4000002760003184");

        await PassAsync(TimeSpan.FromDays(32));

        var mail = await team.Owner.Person.MailAsync("bank");
        Assert.That(mail.Text, Does.Contain(PageOf(OfStripe(team).LatestInvoiceId)).And.Contain("12.00 USD"));
        Assert.That(await team.Owner.Person.CountMailsAsync("bank"), Is.EqualTo(1));
    }

    [Test]
    public async Task Changes_and_the_end_are_told()
    {
        var team = await SubscribedAsync();

        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "business", interval = "month" }).ShouldBe(200);
        await team.Owner.PostAsync($"{team.Path}/billing/change-plan", new { planCode = "pro", interval = "month" }).ShouldBe(200);
        await team.Owner.PostAsync($"{team.Path}/billing/cancel").ShouldBe(200);
        await SettleAsync();

        Assert.That(await CountAsync(team, "has changed to Business", "will change to Pro"), Is.EqualTo((1, 1)));
        Assert.That(await CountAsync(team, "will end", "has ended"), Is.EqualTo((1, 0)));
        await PassAsync(TimeSpan.FromDays(32));
        Assert.That(await CountAsync(team, "has ended", "Reminder"), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_dispute_is_told_to_the_administrators_once()
    {
        var team = await SubscribedAsync();
        var charge = Stripe.Charges.Last(found => found.CustomerId == OfStripe(team).CustomerId);
        var before = (await App.Inbox.AllAsync(TestSettings.Administrator)).Count;

        Stripe.Control.OpenDispute(charge.Id);
        await SettleAsync();

        Assert.That((await App.Inbox.AllAsync(TestSettings.Administrator)).Count - before, Is.EqualTo(1));
    }

    private string PageOf(string? invoiceId) => $"{Stripe.BaseUrl}/pages/invoices/{invoiceId}";

    private async Task<IReadOnlyList<Mail>> MailsOfAsync(Team team) => await App.Inbox.AllAsync(team.Owner.Person.Email);

    private static async Task<(int, int)> CountAsync(Team team, string one, string other) =>
        (await team.Owner.Person.CountMailsAsync(one), await team.Owner.Person.CountMailsAsync(other));
}
