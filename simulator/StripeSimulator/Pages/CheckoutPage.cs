using MySaas.StripeSimulator.Checkout;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Pages;

/// <summary>The page that a checkout session sends people to: pay, be refused, authenticate, or go back.</summary>
internal static class CheckoutPage
{
    private const string SessionIdPlaceholder = "{CHECKOUT_SESSION_ID}";

    public static Page Show(Call call) => Render(call, null);

    public static Page Pay(Call call)
    {
        var world = call.World;
        var session = world.CheckoutSessions.Get(call.Id);
        if (session.Status is not "open")
            return Render(call, null);
        if (CardChoice.NumberOf(call) is not { } number)
            return Render(call, "No test card has this number.");

        var card = PaymentMethods.OfNumber(number)!;
        var authenticates = call.Parameters.Flag("authenticates");
        if (card.Outcome is PaymentOutcome.RequiresAction && authenticates is null)
            return AskBank(call, session, number);
        if (CheckoutDesk.Pay(world, session, card, authenticates ?? true) is PaymentOutcome.Declines)
            return Render(call, "Your card was declined. Try another one.");
        if (call.Parameters.Has("fails_later"))
            world.ChangeQuietly(card, () => card.Outcome = PaymentOutcome.Declines);
        return Page.Redirect(session.SuccessUrl.Replace(SessionIdPlaceholder, session.Id, StringComparison.Ordinal));
    }

    public static Page Redeem(Call call)
    {
        var session = call.World.CheckoutSessions.Get(call.Id);
        var typed = call.Parameters.Text("code");
        var code = call.World.PromotionCodes.FirstOrDefault(found => found.Active && found.Code.Equals(typed, StringComparison.OrdinalIgnoreCase));
        if (code is null || !session.AllowPromotionCodes || session.Status is not "open")
            return Render(call, "This code is invalid.");
        call.World.ChangeQuietly(session, () => (session.CouponId, session.PromotionCodeId) = (code.CouponId, code.Id));
        return Render(call, null);
    }

    private static Page Render(Call call, string? refusal)
    {
        var (world, session) = (call.World, call.World.CheckoutSessions.Get(call.Id));
        var content = session.Status is "open" ? Form(world, session, refusal)
            : Markup.Of($"<p class=\"note\">This checkout is {session.Status}.</p>");
        return Page.Html(world.BaseUrl, "Checkout", content, refusal is null ? 200 : 402) with { FormAction = Targets(session) };
    }

    private static Markup Form(StripeWorld world, CheckoutSession session, string? refusal)
    {
        var page = $"{world.BaseUrl}/pages/checkout/{session.Id}";
        var (currency, due) = (session.Currency(world), session.HasTrial ? "Due today, as the trial begins" : "Due today");
        return Markup.Of($"""
            {Markup.Alert(refusal)}
            <section>
            <table>
            {Markup.Of(session.Items, item => Line(world, item))}
            {Discount(world, session, currency)}
            <tr class="total"><td>{due}</td><td class="sum">{Words.Money(session.Total(world), currency)}</td></tr>
            </table>
            {(session.AllowPromotionCodes ? CodeField(page) : Markup.None)}
            </section>
            <section>
            <form method="post" action="{page}">
            {CardChoice.Fields()}
            <label><input type="checkbox" name="fails_later" value="true"> Decline this card from the next payment on</label>
            <p><button class="go">{(session.HasTrial ? "Start trial" : "Subscribe")}</button></p>
            </form>
            </section>
            {(session.CancelUrl is null ? Markup.None : Markup.Of($"<p><a href=\"{session.CancelUrl}\">Back without paying</a></p>"))}
            """);
    }

    private static Markup CodeField(string page) => Markup.Of($"""
        <form method="post" action="{page}/promotion-code">
        <input type="text" name="code" aria-label="Promotion code" placeholder="Promotion code"> <button>Apply</button>
        </form>
        """);

    private static Markup Line(StripeWorld world, CheckoutItem item)
    {
        var price = world.Prices[item.PriceId];
        return Markup.Of($"""
            <tr><td>{item.Quantity} × {world.Products[price.ProductId].Name}</td>
            <td class="sum">{Words.Money(price.Cost(item.Quantity), price.Currency)} per {price.Interval}</td></tr>
            """);
    }

    private static Markup Discount(StripeWorld world, CheckoutSession session, string currency) => session.CouponId is null ? Markup.None
        : Markup.Of($"""
            <tr><td>{world.Coupons[session.CouponId].Name ?? session.CouponId}</td>
            <td class="sum">−{Words.Money(session.Discount(world), currency)}</td></tr>
            """);

    private static Page AskBank(Call call, CheckoutSession session, string number)
    {
        var world = call.World;
        var content = Markup.Of($"""
            <section>
            <p>Is it you who pays {Words.Money(session.Total(world), session.Currency(world))}?</p>
            <form method="post" action="{world.BaseUrl}/pages/checkout/{session.Id}">
            <input type="hidden" name="card" value="{number}">
            <button class="go" name="authenticates" value="true">Yes, authenticate</button>
            <button name="authenticates" value="false">No, fail</button>
            </form>
            </section>
            """);
        return Page.Html(world.BaseUrl, "Your bank asks", content) with { FormAction = Targets(session) };
    }

    private static string Targets(CheckoutSession session) =>
        Uri.TryCreate(session.SuccessUrl, UriKind.Absolute, out var url) ? $"'self' {url.GetLeftPart(UriPartial.Authority)}" : "'self'";
}
