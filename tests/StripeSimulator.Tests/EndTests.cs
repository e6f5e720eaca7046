using MySaas.StripeSimulator.Tests.Common;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

/// <summary>Cancellation, refunds and disputes.</summary>
public sealed class EndTests
{
    [Test]
    public async Task Cancelled_at_period_end_it_runs_until_then_and_can_be_taken_back()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var ending = await CancelAtPeriodEndAsync(stripe, subscription, true);
        var kept = await CancelAtPeriodEndAsync(stripe, subscription, false);
        await CancelAtPeriodEndAsync(stripe, subscription, true);
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1));

        var ended = await stripe.V1.Subscriptions.GetAsync(subscription.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((ending.Status, ending.CancelAt), Is.EqualTo(("active", Simulation.Begin.AddMonths(1).UtcDateTime)));
            Assert.That((kept.CancelAtPeriodEnd, kept.CancelAt, kept.CanceledAt), Is.EqualTo((false, (DateTime?)null, (DateTime?)null)));
            Assert.That((ended.Status, ended.EndedAt), Is.EqualTo(("canceled", Simulation.Begin.AddMonths(1).UtcDateTime)));
            Assert.That(stripe.World.Invoices, Has.Count.EqualTo(1));
            Assert.That(stripe.EventTypes, Has.One.EqualTo("customer.subscription.deleted"));
        }
    }

    [Test]
    public async Task A_date_alone_ends_it_too()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var ending = await stripe.V1.Subscriptions.UpdateAsync(
            subscription.Id, new SubscriptionUpdateOptions { CancelAt = Simulation.Begin.AddDays(10).UtcDateTime });
        stripe.Control.AdvanceTo(Simulation.Begin.AddDays(10));

        Assert.That(ending.CancelAtPeriodEnd, Is.False);
        Assert.That((await stripe.V1.Subscriptions.GetAsync(subscription.Id)).Status, Is.EqualTo("canceled"));
    }

    [Test]
    public async Task Cancelled_now_it_cannot_be_cancelled_or_changed_again()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();

        var ended = await stripe.V1.Subscriptions.CancelAsync(subscription.Id);

        var again = await Refusal.OfAsync(() => stripe.V1.Subscriptions.CancelAsync(subscription.Id));
        var change = await Refusal.OfAsync(() => CancelAtPeriodEndAsync(stripe, subscription, true));
        Assert.That((ended.Status, (int)again.HttpStatusCode, (int)change.HttpStatusCode), Is.EqualTo(("canceled", 404, 400)));
    }

    [Test]
    public async Task A_payment_is_refunded_in_parts_and_not_twice()
    {
        using var stripe = new Simulation();
        var subscription = await stripe.SubscriptionAsync();
        var payment = (await stripe.V1.InvoicePayments.ListAsync(new() { Invoice = subscription.LatestInvoiceId, Status = "paid" })).Single();
        var options = new RefundCreateOptions { PaymentIntent = payment.Payment.PaymentIntentId, Amount = 500 };

        var part = await stripe.V1.Refunds.CreateAsync(options);
        options.Amount = null;
        var rest = await stripe.V1.Refunds.CreateAsync(options);

        var again = await Refusal.OfAsync(() => stripe.V1.Refunds.CreateAsync(options));
        var charge = await stripe.V1.Charges.GetAsync(part.ChargeId, new ChargeGetOptions { Expand = ["refunds"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((part.Amount, rest.Amount, part.Status), Is.EqualTo((500, 1500, "succeeded")));
            Assert.That((charge.AmountRefunded, charge.Refunded, charge.Refunds.Count()), Is.EqualTo((2000, true, 2)));
            Assert.That(again.StripeError.Code, Is.EqualTo("charge_already_refunded"));
            Assert.That(stripe.EventTypes.Count(type => type is "charge.refunded"), Is.EqualTo(2));
        }
    }

    [TestCase(true, "won")]
    [TestCase(false, "lost")]
    public async Task A_dispute_is_opened_and_closed(bool won, string status)
    {
        using var stripe = new Simulation();
        await stripe.SubscriptionAsync();
        var charge = stripe.World.Charges.Single();

        var opened = stripe.Control.OpenDispute(charge.Id);
        stripe.Control.CloseDispute(opened.Id, won);

        var dispute = await stripe.V1.Disputes.GetAsync(opened.Id);
        Assert.That((dispute.Status, dispute.ChargeId, dispute.PaymentIntentId), Is.EqualTo((status, charge.Id, charge.PaymentIntentId)));
        Assert.That(stripe.EventTypes, Is.SupersetOf(new[] { "charge.dispute.created", "charge.dispute.closed" }));
    }

    [Test]
    public async Task A_promotion_code_takes_its_part_of_each_invoice()
    {
        using var stripe = new Simulation();
        var coupon = await stripe.V1.Coupons.CreateAsync(new CouponCreateOptions { PercentOff = 25, Duration = "once" });
        var code = await stripe.V1.PromotionCodes.CreateAsync(new PromotionCodeCreateOptions
        {
            Code = "SPRING",
            Promotion = new() { Coupon = coupon.Id, Type = "coupon" },
        });
        var (customer, price) = (await stripe.CustomerAsync(), await stripe.PriceAsync());

        var subscription = await stripe.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = price.Id }],
            Discounts = [new SubscriptionDiscountOptions { PromotionCode = code.Id }],
            Expand = ["latest_invoice.discounts"],
        });
        stripe.Control.AdvanceTo(Simulation.Begin.AddMonths(1).AddHours(1));

        Assert.That(subscription.LatestInvoice.TotalDiscountAmounts.Single().Amount, Is.EqualTo(500));
        Assert.That(subscription.LatestInvoice.Discounts.Single().Source.CouponId, Is.EqualTo(coupon.Id));
        Assert.That(stripe.World.Invoices.Select(invoice => invoice.AmountPaid), Is.EqualTo([1500, 2000]));
    }

    private static Task<Subscription> CancelAtPeriodEndAsync(Simulation stripe, Subscription subscription, bool atPeriodEnd) =>
        stripe.V1.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = atPeriodEnd });
}
