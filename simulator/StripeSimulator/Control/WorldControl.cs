using MySaas.StripeSimulator.Checkout;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Payments;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Webhooks;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Control;

/// <summary>
/// What tests and people do to the simulated world besides calling its API: move time, pay or refuse, settle, dispute. The
/// same over HTTP under <c>/_control</c>.
/// </summary>
public sealed class WorldControl
{
    private readonly StripeWorld _world;

    internal WorldControl(StripeWorld world) => _world = world;

    /// <summary>Moves time forward and does everything that falls due on the way, in order.</summary>
    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(by), "Time does not go back.");
        _world.Read(() => _world.Clock.Offset += by);
        _world.Do(() => true);
    }

    /// <inheritdoc cref="Advance"/>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - _world.Clock.Now);

    /// <summary>Does what real time has made due. Calls to the API do so by themselves.</summary>
    public void CatchUp() => _world.Do(() => true);

    /// <param name="url">Null when a test takes the deliveries from <see cref="StripeWorld.Webhooks"/> itself.</param>
    /// <param name="secrets">The first is in force; more sign during a rotation. One is made when there is none.</param>
    public WebhookEndpoint AddWebhookEndpoint(Uri? url = null, IReadOnlyList<string>? secrets = null, IReadOnlyList<string>? types = null) =>
        _world.Do(() => _world.Add(_world.WebhookEndpoints, "we", new WebhookEndpoint
        {
            Url = url,
            Secrets = [.. secrets is { Count: > 0 } ? secrets : [_world.Ids.Next("whsec", 32)]],
            EnabledEvents = [.. types is { Count: > 0 } ? types : ["*"]],
        }, announce: false));

    /// <summary>Sends everything to one place, also what a world that was kept meant to send elsewhere.</summary>
    public void PointWebhooksTo(Uri url, IReadOnlyList<string> secrets) => _world.Do(() =>
    {
        if (_world.WebhookEndpoints.FirstOrDefault() is { } known)
            _world.ChangeQuietly(known, () => (known.Url, known.Secrets) = (url, secrets.Count > 0 ? [.. secrets] : known.Secrets));
        else
            AddWebhookEndpoint(url, secrets);
        return true;
    });

    /// <summary>What the customer's payment methods do from now on, behind everybody's back.</summary>
    /// <param name="declineCode">Why, such as <c>insufficient_funds</c>.</param>
    public void SetPaymentOutcome(string customerId, PaymentOutcome outcome, string? declineCode = null) => _world.Do(() =>
    {
        var customer = _world.Customers.Get(customerId);
        foreach (var method in _world.PaymentMethods.Where(method => method.CustomerId == customer.Id))
            (method.Outcome, method.DeclineCode) = (outcome, declineCode);
        return customer;
    });

    /// <summary>Pays at a checkout's page with one of Stripe's test cards.</summary>
    /// <param name="authenticates">Whether the person does what the bank asks for, if it asks.</param>
    public PaymentOutcome PayCheckout(string sessionId, string card = "4242424242424242", bool authenticates = true) =>
        PayCheckout(sessionId, CardOf(card), authenticates);

    /// <summary>Pays at a checkout's page with a method that does as told.</summary>
    public PaymentOutcome PayCheckout(string sessionId, PaymentMethod method, bool authenticates = true) =>
        _world.Do(() => CheckoutDesk.Pay(_world, _world.CheckoutSessions.Get(sessionId), method, authenticates));

    /// <summary>The debit that a checkout was paid by arrives, or does not.</summary>
    public void SettleCheckout(string sessionId, bool succeeds) => _world.Do(() =>
    {
        CheckoutDesk.Settle(_world, _world.CheckoutSessions.Get(sessionId), succeeds);
        return true;
    });

    /// <summary>Pays an open invoice at its page; the person authenticates.</summary>
    /// <param name="card">A new card; null for the one that is charged anyway.</param>
    public PaymentOutcome? PayInvoice(string invoiceId, string? card = null) => _world.Do(() =>
    {
        var invoice = _world.Invoices.Get(invoiceId);
        if (invoice.Status is not ("open" or "uncollectible"))
            throw ApiException.Refused($"This invoice is {invoice.Status}.");
        _world.Collection.CheckIdle(invoice);
        return _world.Collection.Collect(invoice, card is null ? null : AddCard(invoice.CustomerId, card), authenticated: true);
    });

    /// <summary>The debit that a renewal is paid by arrives, or does not; a checkout's is settled by <see cref="SettleCheckout"/>.</summary>
    public void SettleInvoice(string invoiceId, bool succeeds) => _world.Do(() =>
    {
        _world.Collection.SettlePending(_world.Invoices.Get(invoiceId), succeeds);
        return true;
    });

    /// <summary>Gives a customer a new card, which is charged from now on.</summary>
    public PaymentMethod ChangeCard(string customerId, string card) => _world.Do(() =>
    {
        var method = AddCard(customerId, card);
        foreach (var subscription in _world.Subscriptions.Where(found => found.CustomerId == customerId && !found.HasEnded).ToList())
            _world.Change(subscription, () => subscription.DefaultPaymentMethodId = method.Id);
        return method;
    });

    /// <summary>The customer's bank has issued a new card, and tells Stripe.</summary>
    public void RenewCard(string paymentMethodId) => _world.Do(() =>
    {
        var method = _world.PaymentMethods.Get(paymentMethodId);
        _world.ChangeQuietly(method, () => (method.Outcome, method.DeclineCode) = (PaymentOutcome.Succeeds, null));
        _world.Emit("payment_method.automatically_updated", method);
        return method;
    });

    /// <summary>The customer's bank takes a charge back.</summary>
    public Dispute OpenDispute(string chargeId, string reason = "fraudulent") =>
        _world.Do(() => Dispute.Open(_world, _world.Charges.Get(chargeId), reason));

    public void CloseDispute(string disputeId, bool won) => _world.Do(() =>
    {
        _world.Disputes.Get(disputeId).Close(_world, won);
        return true;
    });

    private static PaymentMethod CardOf(string number) =>
        PaymentMethods.OfNumber(number) ?? throw ApiException.Invalid("No test card has this number.", "card");

    private PaymentMethod AddCard(string customerId, string card)
    {
        var customer = _world.Customers.Get(customerId);
        var method = CardOf(card);
        _world.Add(_world.PaymentMethods, "pm", method, announce: false);
        PaymentMethods.Attach(_world, method, customer);
        _world.Change(customer, () => customer.DefaultPaymentMethodId = method.Id);
        return method;
    }
}
