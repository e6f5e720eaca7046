using Moq;
using MySaas.Application.Billing;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Billing;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>Who is written to about what.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BillingNoticesTests
{
    private static readonly DateTimeOffset End = World.Monday.AddDays(30);

    private readonly Market _market = new();

    public BillingNoticesTests()
    {
        _market.World.Organizations.Setup(organizations => organizations.FindAsync(_market.Organization.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(_market.Organization);
        _market.Having(Market.Active(Market.Pro) with { LatestInvoiceId = "in_1" });
    }

    private Guid Id => _market.Organization.Id;

    private OwnerMail Owners => new(_market.World.Organizations.Object, _market.World.Memberships.Object, _market.World.Outbox.Object);

    private PaymentPage Page => new(_market.Subscriptions.Object, _market.Invoices.Object, _market.Projection, _market.Urls);

    [Test]
    public async Task Every_owner_is_told_what_happened_to_the_subscription()
    {
        var notices = new SubscriptionNotices(Owners, _market.World.Emails, _market.Plans, _market.Urls);

        await notices.HandleAsync(new SubscriptionStarted(Id, "sub_1", "pro", BillingInterval.Month, SubscriptionStatus.Active), World.Context, default);
        await notices.HandleAsync(new PlanChanged(Id, "sub_1", "pro", "business", BillingInterval.Month, null), World.Context, default);
        await notices.HandleAsync(new PlanChanged(Id, "sub_1", "business", "price_gone", BillingInterval.Month, End), World.Context, default);
        await notices.HandleAsync(new CancellationScheduled(Id, "sub_1", End), World.Context, default);
        await notices.HandleAsync(new SubscriptionEnded(Id, "sub_1", "pro"), World.Context, default);
        await notices.HandleAsync(new TrialEnding(Id, "sub_1", End), World.Context, default);

        var mails = _market.World.Mails.ToList();
        Assert.That(mails.Where(mail => mail.To == "charles@example.com").Select(mail => mail.Template), Is.EqualTo(new[]
        {
            "subscription-started", "plan-changed", "plan-change-scheduled", "cancellation-scheduled", "subscription-ended", "trial-ending",
        }));
        Assert.That(mails.Count(mail => mail.To == "ada@example.com"), Is.EqualTo(6));
        Assert.That(mails.Select(mail => mail.Values.GetValueOrDefault("planName")).Distinct(), Is.EqualTo(new[] { "Pro", "Business", "price_gone", null }));
        Assert.That(mails.Select(mail => mail.Values["link"]), Has.All.EqualTo($"https://app.example.com/billing/overview?organization={Id}"));
    }

    [Test]
    public async Task A_payment_that_is_overdue_is_told_at_once_and_twice_again_within_the_grace()
    {
        Invoiced(InvoiceStatus.Open);

        await NoticesOfPayment().HandleAsync(new PaymentOverdue(Id, "sub_1", World.Monday), World.Context, default);

        Assert.That(_market.World.Mails.Select(mail => (mail.Template, mail.Values["until"], mail.Values["link"])).Distinct(), Is.EqualTo(new[]
        {
            ("payment-overdue", "30 November 2026, 09:00 UTC", "https://invoice.example.com/in_1"),
        }));
        Assert.That(
            _market.World.Sent.Where(sent => sent.Message is RemindOfPayment).Select(sent => sent.NotBefore),
            Is.EqualTo(new DateTimeOffset?[] { World.Monday.AddDays(3), World.Monday.AddDays(6) }));
    }

    [Test]
    public async Task A_shorter_grace_has_no_reminder_after_its_end()
    {
        Invoiced(InvoiceStatus.Open);

        await NoticesOfPayment(TimeSpan.FromDays(3)).HandleAsync(new PaymentOverdue(Id, "sub_1", World.Monday), World.Context, default);

        Assert.That(_market.World.Sent.Select(sent => sent.Message), Has.None.TypeOf<RemindOfPayment>());
    }

    [Test]
    public async Task An_invoice_that_has_not_come_in_yet_is_asked_for()
    {
        _market.Provider.Setup(provider => provider.FindInvoiceAsync("in_1", It.IsAny<CancellationToken>())).ReturnsAsync(Told(InvoiceStatus.Open, "sub_1"));

        await NoticesOfPayment().HandleAsync(new PaymentOverdue(Id, "sub_1", World.Monday), World.Context, default);

        Assert.That(_market.World.Mails.First().Values["link"], Is.EqualTo("https://invoice.example.com/in_1"));
        _market.Invoices.Verify(invoices => invoices.Add(It.Is<Invoice>(added => added.InvoiceId == "in_1")));
    }

    [TestCase(3, SubscriptionStatus.PastDue, 2, TestName = "The same debt still stands")]
    [TestCase(3, SubscriptionStatus.Active, 0, TestName = "It was paid")]
    [TestCase(3, SubscriptionStatus.Unpaid, 0, TestName = "Stripe has given up")]
    [TestCase(7, SubscriptionStatus.PastDue, 0, TestName = "The grace is over")]
    public async Task Whether_a_reminder_goes_out(int days, SubscriptionStatus status, int mails)
    {
        _market.Subscription!.Settle([Market.Active(Market.Pro) with { Status = SubscriptionStatus.PastDue }], World.Monday);
        _market.Subscription.Settle([Market.Active(Market.Pro) with { Status = status }], World.Monday.AddDays(1));

        await RemindAsync(TimeSpan.FromDays(days));

        Assert.That(_market.World.Mails.Count(mail => mail.Template == "payment-reminder"), Is.EqualTo(mails));
    }

    [Test]
    public async Task A_later_debt_is_another_one()
    {
        Invoiced(InvoiceStatus.Open);
        _market.Subscription!.Settle([Market.Active(Market.Pro) with { Status = SubscriptionStatus.PastDue }], World.Monday.AddDays(2));

        await RemindAsync(TimeSpan.FromDays(3));

        Assert.That(_market.World.Mails, Is.Empty);
    }

    [Test]
    public async Task A_receipt_has_the_number_the_amount_and_the_invoices_page()
    {
        Invoiced(InvoiceStatus.Paid);

        await ReceiveAsync();

        var values = _market.World.Mails.First(mail => mail.Template == "receipt").Values;
        Assert.That((values["number"], values["amount"], values["link"]), Is.EqualTo(("A-1", "36.00 USD", "https://invoice.example.com/in_1")));
        Assert.That(_market.World.Mails.Count(), Is.EqualTo(2));
        Assert.That(_market.World.Sent.Select(sent => sent.Message), Has.None.TypeOf<UndoSecondSubscription>());
    }

    [Test]
    public async Task What_is_paid_late_for_a_second_subscription_is_paid_back()
    {
        Invoiced(InvoiceStatus.Paid, subscriptionId: "sub_2");
        _market.Subscription!.Settle(
            [Market.Active(Market.Pro), Market.Active(Market.Pro) with { SubscriptionId = "sub_2", CreatedAt = World.Monday.AddDays(1) }], World.Monday);

        await ReceiveAsync();

        Assert.That(_market.World.Sent.Select(sent => sent.Message), Has.One.EqualTo(new UndoSecondSubscription(Id, "sub_2")));
    }

    [TestCase(InvoiceStatus.Open, 2)]
    [TestCase(InvoiceStatus.Paid, 0)]
    public async Task The_bank_is_waited_for_only_while_it_waits(InvoiceStatus status, int mails)
    {
        Invoiced(status);

        await NoticesOfPayment().HandleAsync(new PaymentActionRequired(Id, "in_1"), World.Context, default);

        Assert.That(_market.World.Mails.Count(mail => mail.Template == "payment-action-required"), Is.EqualTo(mails));
    }

    [Test]
    public async Task Administrators_are_told_of_what_went_wrong_and_the_second_subscription_is_undone()
    {
        var administrators = new Mock<IAdministrators>();
        administrators.Setup(all => all.Addresses).Returns([EmailAddress.Parse("root@example.com"), EmailAddress.Parse("ops@example.com")]);
        var incidents = new PaymentIncidents(administrators.Object, _market.World.Outbox.Object, _market.World.Emails);

        await incidents.HandleAsync(new SecondSubscriptionFound(Id, "sub_2", "sub_1"), World.Context, default);
        await incidents.HandleAsync(new PaymentDisputed(Id, "du_1"), World.Context, default);

        Assert.That(_market.World.Mails.Select(mail => (mail.To, mail.Template)), Is.EqualTo(new[]
        {
            ("root@example.com", "second-subscription"), ("ops@example.com", "second-subscription"),
            ("root@example.com", "payment-disputed"), ("ops@example.com", "payment-disputed"),
        }));
        Assert.That(_market.World.Sent.Select(sent => sent.Message), Has.One.EqualTo(new UndoSecondSubscription(Id, "sub_2")));
    }

    [Test]
    public async Task Nobody_is_told_when_the_organization_is_gone()
    {
        Invoiced(InvoiceStatus.Open);
        _market.World.Organizations.Setup(organizations => organizations.FindAsync(Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync((Domain.Organizations.Organization?)null);

        await NoticesOfPayment(TimeSpan.Zero).HandleAsync(new PaymentOverdue(Id, "sub_1", World.Monday), World.Context, default);

        Assert.That(_market.World.Sent, Is.Empty);
    }

    private static InvoiceState Told(InvoiceStatus status, string subscriptionId) => new(
        "in_1", "cus_1", subscriptionId, "A-1", status, 3600, status is InvoiceStatus.Paid ? 3600 : 0, "usd", World.Monday,
        "https://invoice.example.com/in_1", "https://invoice.example.com/in_1.pdf");

    private PaymentNotices NoticesOfPayment(TimeSpan? grace = null) => new(
        Owners, _market.World.Emails, Page, _market.World.Outbox.Object, new BillingOptions { GracePeriod = grace ?? TimeSpan.FromDays(7) });

    private Task ReceiveAsync() => new Receipts(_market.Subscriptions.Object, Owners, _market.World.Emails, Page, _market.World.Outbox.Object)
        .HandleAsync(new InvoicePaid(Id, "in_1", "A-1"), World.Context, CancellationToken.None);

    private Task RemindAsync(TimeSpan after)
    {
        _market.World.Clock.Advance(after);
        return new RemindOfPaymentHandler(_market.Subscriptions.Object, Owners, _market.World.Emails, Page, _market.Options, _market.World.Clock)
            .HandleAsync(new RemindOfPayment(Id, World.Monday), World.Context, CancellationToken.None);
    }

    private void Invoiced(InvoiceStatus status, string subscriptionId = "sub_1")
    {
        var invoice = Invoice.Of(Id, Told(status, subscriptionId));
        _market.Invoices.Setup(invoices => invoices.FindAsync("in_1", It.IsAny<CancellationToken>())).ReturnsAsync(invoice);
    }
}
