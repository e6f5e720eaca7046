using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>What buying, changing and cancelling may be answered with.</summary>
public static class SubscriptionRefusals
{
    public static readonly Refusal NotConfigured = new(
        RefusalKind.Unavailable, "billing.not_configured", "Nothing can be bought here: no payment provider is configured.");

    public static readonly Refusal NothingToReconcile = new(
        RefusalKind.Conflict, "billing.nothing_to_reconcile", "No payment provider is configured, so that there is nothing to compare with.");

    public static readonly Refusal NotSubscribed = new(
        RefusalKind.Conflict, "billing.not_subscribed", "The organization has never bought anything; begin with a checkout.");

    public static readonly Refusal AlreadySubscribed = new(
        RefusalKind.Conflict, "billing.already_subscribed", "The organization has a subscription; change its plan instead.");

    public static readonly Refusal ChangeNotPaid = new(
        RefusalKind.PaymentRequired, "billing.payment_required",
        "The change waits for its payment: pay the open invoice, or change the way to pay in the portal and ask again. Until then nothing changes.");

    private static readonly Refusal CardRefused = new(
        RefusalKind.PaymentRequired, "billing.payment_required", "The payment was refused; change the way to pay in the portal and ask again.");

    private static readonly Refusal Refused = new(
        RefusalKind.Conflict, "billing.refused", "The payment provider does not take this; the operator finds the reason in the logs.");

    private static readonly HashSet<string> OfCards =
    [
        "card_declined", "expired_card", "incorrect_cvc", "incorrect_number", "incorrect_zip", "processing_error", "authentication_required",
        "payment_intent_authentication_failure", "payment_intent_payment_attempt_failed", "invoice_payment_intent_requires_action",
        "subscription_payment_intent_requires_action",
    ];

    /// <param name="plan">The plan's name.</param>
    /// <param name="inTheWay">By the limit's name.</param>
    public static Refusal OverLimit(string plan, IReadOnlyDictionary<string, string[]> inTheWay) => new(
        RefusalKind.Conflict, "billing.over_limit", $"The plan {plan} has not enough room: {string.Join(' ', inTheWay.Values.SelectMany(line => line))}",
        Errors: inTheWay);

    /// <summary>What the provider's no is to whoever asked. Its own words stay with us: they are not for customers.</summary>
    public static Refusal Of(GatewayRefusedException refused) => OfCards.Contains(refused.Code) ? CardRefused : Refused;
}
