using MySaas.StripeSimulator.Invoices;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Pages;

/// <summary>Where customers look after their subscription: cancel and take it back, change the card, see the invoices.</summary>
internal static class PortalPage
{
    public static Page Show(Call call) => Render(call, null);

    // As the real portal does for subscriptions in flexible billing mode: a date, and not cancel_at_period_end.
    public static Page Cancel(Call call) => Change(call, subscription =>
    {
        (subscription.CancelAt, subscription.CanceledAt) = (subscription.CurrentPeriodEnd, call.World.Clock.Now);
        subscription.CancellationReason = "cancellation_requested";
    });

    public static Page Resume(Call call) => Change(call, subscription =>
    {
        (subscription.CancelAt, subscription.CanceledAt, subscription.CancelAtPeriodEnd) = (null, null, false);
        subscription.CancellationReason = null;
    });

    public static Page ChangeCard(Call call)
    {
        if (CardChoice.NumberOf(call) is not { } number)
            return Render(call, "No test card has this number.");
        call.World.Control.ChangeCard(call.World.PortalSessions.Get(call.Id).CustomerId, number);
        return Back(call);
    }

    private static Page Change(Call call, Action<Subscription> change)
    {
        var session = call.World.PortalSessions.Get(call.Id);
        var subscription = call.World.Subscriptions.Required(call.Parameters, "subscription");
        if (subscription.CustomerId == session.CustomerId && !subscription.HasEnded)
            call.World.Change(subscription, () => change(subscription));
        return Back(call);
    }

    private static Page Back(Call call) => Page.Redirect($"{call.World.BaseUrl}/pages/portal/{call.Id}");

    private static Page Render(Call call, string? refusal)
    {
        var (world, session) = (call.World, call.World.PortalSessions.Get(call.Id));
        var customer = world.Customers[session.CustomerId];
        var subscriptions = world.Subscriptions.Before(long.MaxValue).Where(found => found.CustomerId == customer.Id).ToList();
        var invoices = world.Invoices.Before(long.MaxValue).Where(found => found.CustomerId == customer.Id && found.Number is not null);
        return Page.Html(world.BaseUrl, "Billing", Markup.Of($"""
            {Markup.Alert(refusal)}
            <p>{customer.Name} <span class="quiet">{customer.Email}</span></p>
            {Markup.Of(subscriptions, subscription => Section(world, session.Id, subscription))}
            <h2>Payment method</h2>
            <section>
            {CardOf(world, subscriptions.Find(found => !found.HasEnded)?.DefaultPaymentMethodId ?? customer.DefaultPaymentMethodId)}
            <form method="post" action="{world.BaseUrl}/pages/portal/{session.Id}/card">
            {CardChoice.Fields()}
            <p><button>Use this card from now on</button></p>
            </form>
            </section>
            <h2>Invoices</h2>
            <section>
            <table>{Markup.Of(invoices, invoice => Row(world, invoice))}</table>
            </section>
            {(session.ReturnUrl is null ? Markup.None : Markup.Of($"<p><a href=\"{session.ReturnUrl}\">Return</a></p>"))}
            """), refusal is null ? 200 : 400);
    }

    private static Markup Section(StripeWorld world, string sessionId, Subscription subscription)
    {
        var until = subscription.HasEnded ? $"Ended on {Words.Day(subscription.EndedAt ?? subscription.Created)}"
            : subscription.CancelAt is { } end ? $"Ends on {Words.Day(end)}"
            : $"Renews on {Words.Day(subscription.CurrentPeriodEnd)}";
        return Markup.Of($"""
            <section>
            <b>{Words.NameOf(world, subscription)}</b> <span class="quiet">{subscription.Status}</span>
            <p>{until}</p>
            {(subscription.HasEnded ? Markup.None : Button($"{world.BaseUrl}/pages/portal/{sessionId}", subscription))}
            </section>
            """);
    }

    private static Markup Button(string portal, Subscription subscription)
    {
        var (action, words) = subscription.CancelAt is null ? ("cancel", "Cancel at the end of the period") : ("resume", "Do not cancel");
        return Markup.Of($"""
            <form method="post" action="{portal}/{action}">
            <button name="subscription" value="{subscription.Id}">{words}</button>
            </form>
            """);
    }

    private static Markup CardOf(StripeWorld world, string? methodId) =>
        world.PaymentMethods.Find(methodId) is { } method ? Markup.Of($"<p>{method.Brand} ending in {method.Last4}</p>") : Markup.None;

    private static Markup Row(StripeWorld world, Invoice invoice) => Markup.Of($"""
        <tr><td><a href="{world.BaseUrl}/pages/invoices/{invoice.Id}">{invoice.Number}</a></td><td>{Words.Day(invoice.Created)}</td>
        <td>{invoice.Status}</td><td class="sum">{Words.Money(invoice.AmountDue, invoice.Currency)}</td></tr>
        """);
}
