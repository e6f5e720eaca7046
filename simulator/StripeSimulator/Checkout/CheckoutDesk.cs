using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Checkout;

/// <summary>What a person can do at an open checkout.</summary>
internal static class CheckoutDesk
{
    /// <summary>Pays with a new payment method. A card that is declined leaves the session open, and nothing has come to be.</summary>
    /// <param name="authenticates">Whether the person does what the bank asks for, if it asks.</param>
    /// <returns>What the bank said.</returns>
    public static PaymentOutcome Pay(StripeWorld world, CheckoutSession session, PaymentMethod method, bool authenticates = true)
    {
        if (session.Status is not "open")
            throw ApiException.Refused($"This Checkout Session is {session.Status}.");
        if (method.Outcome is PaymentOutcome.Declines || (method.Outcome is PaymentOutcome.RequiresAction && !authenticates))
            return PaymentOutcome.Declines;

        var customer = world.Customers.Find(session.CustomerId) ?? NewCustomer(world, session);
        world.Add(world.PaymentMethods, "pm", method, announce: false);
        PaymentMethods.Attach(world, method, customer);
        var subscription = Start.Begin(world, PlanOf(world, session, customer, method));
        var invoice = world.Invoices[subscription.LatestInvoiceId!];
        world.ChangeQuietly(session, () =>
        {
            (session.Status, session.CustomerId, session.SubscriptionId, session.InvoiceId) =
                ("complete", customer.Id, subscription.Id, invoice.Id);
            session.PaymentStatus = invoice.Status is not "paid" ? "unpaid" : session.HasTrial ? "no_payment_required" : "paid";
        });
        world.Emit("checkout.session.completed", session);
        return method.Outcome is PaymentOutcome.RequiresAction ? PaymentOutcome.Succeeds : method.Outcome;
    }

    /// <summary>A debit that the session was paid by arrives, or does not.</summary>
    public static void Settle(StripeWorld world, CheckoutSession session, bool succeeds)
    {
        if (session is not { Status: "complete", PaymentStatus: "unpaid" })
            throw ApiException.Refused("Only a completed checkout with a payment under way can be settled.");
        world.Collection.SettlePending(world.Invoices[session.InvoiceId!], succeeds);
        if (succeeds)
            world.ChangeQuietly(session, () => session.PaymentStatus = "paid");
        world.Emit(succeeds ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    }

    private static Customer NewCustomer(StripeWorld world, CheckoutSession session) => world.Add(world.Customers, "cus", new Customer
    {
        Email = session.CustomerEmail,
        InvoicePrefix = world.Ids.Next("INV", 8)[4..].ToUpperInvariant(),
    });

    private static NewSubscription PlanOf(StripeWorld world, CheckoutSession session, Customer customer, PaymentMethod method) => new(
        customer, [.. session.Items.Select(item => new NewItem(world.Prices[item.PriceId], item.Quantity, new Dictionary<string, string>()))])
    {
        Metadata = session.SubscriptionMetadata.ToDictionary(),
        Description = session.SubscriptionDescription,
        DefaultPaymentMethodId = method.Id,
        TrialEnd = session.TrialEnd ?? (session.TrialDays is { } days ? world.Clock.Now.AddDays(days) : null),
        MissingPaymentMethod = session.MissingPaymentMethod,
        AutomaticTax = session.AutomaticTax,
        Discount = world.Coupons.Find(session.CouponId) is { } coupon ? (coupon, world.PromotionCodes.Find(session.PromotionCodeId)) : null,
        Authenticated = true,
        CheckoutSessionId = session.Id,
    };
}
