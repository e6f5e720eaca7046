using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Pages;

/// <summary>Which card to pay with: one of those that behave as told, or any of Stripe's test numbers.</summary>
internal static class CardChoice
{
    private static readonly (string Number, string Says)[] Offered =
    [
        ("4242424242424242", "is accepted"),
        ("4000000000000002", "is declined"),
        ("4000000000009995", "has insufficient funds"),
        ("4000002760003184", "asks for authentication"),
        ("000123456789", "is a bank debit that settles later"),
    ];

    public static Markup Fields() => Markup.Of($"""
        {Markup.Of(Offered, card => Markup.Of($"""
            <label><input type="radio" name="card" value="{card.Number}"{(card == Offered[0] ? " checked" : "")}>
            {Spaced(card.Number)} <small>{card.Says}</small></label>
            """))}
        <label>Another test card <input type="text" name="number" inputmode="numeric" autocomplete="off" placeholder="number"></label>
        """);

    /// <summary>The number that was chosen; null when no test card has it.</summary>
    public static string? NumberOf(Call call)
    {
        var number = call.Parameters.Text("number") ?? call.Parameters.Text("card") ?? Offered[0].Number;
        return PaymentMethods.OfNumber(number) is null ? null : number;
    }

    private static string Spaced(string number) => string.Join(' ', number.Chunk(4).Select(group => new string(group)));
}
