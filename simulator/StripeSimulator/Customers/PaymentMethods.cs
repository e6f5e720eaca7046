using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Customers;

/// <summary>Stripe's test cards, by number and by token, and where payment methods belong.</summary>
internal static class PaymentMethods
{
    private static readonly Dictionary<string, Card> Cards = new()
    {
        ["4242424242424242"] = new("pm_card_visa", "visa", PaymentOutcome.Succeeds),
        ["5555555555554444"] = new("pm_card_mastercard", "mastercard", PaymentOutcome.Succeeds),
        ["4000000000000002"] = new("pm_card_visa_chargeDeclined", "visa", PaymentOutcome.Declines, "generic_decline"),
        ["4000000000009995"] = new("pm_card_visa_chargeDeclinedInsufficientFunds", "visa", PaymentOutcome.Declines, "insufficient_funds"),
        ["4000000000000341"] = new("pm_card_chargeCustomerFail", "visa", PaymentOutcome.Declines, "generic_decline"),
        ["4000000000000069"] = new("pm_card_chargeDeclinedExpiredCard", "visa", PaymentOutcome.Declines, "expired_card"),
        ["4000002500003155"] = new("pm_card_authenticationRequired", "visa", PaymentOutcome.RequiresAction),
        ["4000002760003184"] = new("pm_card_threeDSecure2Required", "visa", PaymentOutcome.RequiresAction),
        ["000123456789"] = new("pm_usBankAccount_success", "bank", PaymentOutcome.Pends),
    };

    /// <summary>A new payment method for a card's number; null for a number that no test card has.</summary>
    public static PaymentMethod? OfNumber(string number)
    {
        var digits = number.Replace(" ", "", StringComparison.Ordinal);
        return Cards.TryGetValue(digits, out var card) ? card.Make(digits[^4..]) : null;
    }

    /// <summary>A payment method by its id, or a new one for a token such as <c>pm_card_visa</c>.</summary>
    public static PaymentMethod Resolve(StripeWorld world, string idOrToken, string parameter = "payment_method")
    {
        if (world.PaymentMethods.Find(idOrToken) is { } known)
            return known;
        var (number, card) = Cards.FirstOrDefault(pair => pair.Value.Token.Equals(idOrToken, StringComparison.OrdinalIgnoreCase));
        return card is null
            ? throw ApiException.NoSuch("PaymentMethod", idOrToken, parameter)
            : world.Add(world.PaymentMethods, "pm", card.Make(number[^4..]), announce: false);
    }

    public static void Attach(StripeWorld world, PaymentMethod method, Customer customer)
    {
        if (method.CustomerId == customer.Id)
            return;
        if (method.CustomerId is not null)
            throw ApiException.Refused("The payment method you provided has already been attached to a customer.");
        world.ChangeQuietly(method, () => method.CustomerId = customer.Id);
        world.Emit("payment_method.attached", method);
    }

    /// <summary>What an invoice of the subscription is charged to.</summary>
    public static PaymentMethod? DefaultOf(StripeWorld world, Customer customer, string? preferred) =>
        world.PaymentMethods.Find(preferred) ?? world.PaymentMethods.Find(customer.DefaultPaymentMethodId);

    private sealed record Card(string Token, string Brand, PaymentOutcome Outcome, string? DeclineCode = null)
    {
        public PaymentMethod Make(string last4) => new() { Brand = Brand, Last4 = last4, Outcome = Outcome, DeclineCode = DeclineCode };
    }
}
