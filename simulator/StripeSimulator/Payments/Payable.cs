using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Payments;

/// <summary>The refusal of a call that must not leave anything unpaid.</summary>
internal static class Payable
{
    public static void Require(StripeWorld world, Customer customer, string? preferredMethodId)
    {
        if (PaymentMethods.DefaultOf(world, customer, preferredMethodId) is not { } method)
            throw NoMethod();
        if (method.Outcome is PaymentOutcome.Declines or PaymentOutcome.RequiresAction)
            throw Declined(method);
    }

    public static bool Is(StripeWorld world, Customer customer, string? preferredMethodId) =>
        PaymentMethods.DefaultOf(world, customer, preferredMethodId)?.Outcome is PaymentOutcome.Succeeds or PaymentOutcome.Pends;

    public static ApiException NoMethod() => ApiException.Refused(
        "This customer has no attached payment source or default payment method.", "resource_missing");

    public static ApiException Declined(PaymentMethod method) => method.Outcome is PaymentOutcome.RequiresAction
        ? new ApiException(402, "card_error", Charge.MessageOf("authentication_required"), "invoice_payment_intent_requires_action")
        : new ApiException(402, "card_error", Charge.MessageOf(method.DeclineCode), "card_declined")
        {
            DeclineCode = method.DeclineCode ?? "generic_decline",
        };
}
