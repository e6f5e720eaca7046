using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>What a plan or a missing payment says no to.</summary>
public static class BillingRefusals
{
    public static readonly Refusal PaymentRequired = new(
        RefusalKind.PaymentRequired, "billing.payment_required", "A payment is missing; until it has come, the organization can read and delete only.");

    public static Refusal UpgradeRequired(string feature) =>
        new(RefusalKind.PaymentRequired, "billing.upgrade_required", $"The organization's plan does not include {feature}.");

    public static Refusal LimitReached(string limit) =>
        new(RefusalKind.PaymentRequired, "billing.limit_reached", $"The organization's plan has no more left of {limit}.");
}
