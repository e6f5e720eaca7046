using MySaas.StripeSimulator.Events;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.Subscriptions;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Pages;

/// <summary>What there is, what happened last, and a hand on the clock.</summary>
internal static class OverviewPage
{
    private const int Shown = 30;
    private const int FarthestDays = 400;

    private static readonly int[] Steps = [1, 3, 7, 31];

    public static Page Show(Call call)
    {
        var world = call.World;
        var next = world.NextDue is { } due ? $"Next, something happens by itself on {Words.Moment(due)}." : "";
        return Page.Html(world.BaseUrl, "Overview", Markup.Of($"""
            <section>
            <p>It is {Words.Moment(world.Clock.Now)} here. {next}</p>
            <form method="post" action="{world.BaseUrl}/pages/clock">
            {Markup.Of(Steps, days => Markup.Of($"<button name=\"days\" value=\"{days}\">{days} {(days == 1 ? "day" : "days")} later</button> "))}
            </form>
            </section>
            <h2>Subscriptions</h2>
            <section><table>{Markup.Of(Latest(world.Subscriptions), subscription => Row(world, subscription))}</table></section>
            <h2>Events</h2>
            <section><table>{Markup.Of(Latest(world.Events), Row)}</table></section>
            <p class="quiet">The API is at {world.BaseUrl}/v1, the controls are at {world.BaseUrl}/_control.</p>
            """));
    }

    public static Page Advance(Call call)
    {
        call.World.Control.Advance(TimeSpan.FromDays(Math.Clamp(call.Parameters.Integer("days") ?? 1, 0, FarthestDays)));
        return Page.Redirect($"{call.World.BaseUrl}/");
    }

    private static IEnumerable<T> Latest<T>(Table<T> table) where T : Entity => table.Before(long.MaxValue).Take(Shown);

    private static Markup Row(StripeWorld world, Subscription subscription)
    {
        var invoice = world.Invoices.Find(subscription.LatestInvoiceId) is { Number: not null } latest
            ? Markup.Of($"<a href=\"{world.BaseUrl}/pages/invoices/{latest.Id}\">{latest.Number}</a> {latest.Status}") : Markup.None;
        return Markup.Of($"""
            <tr><td>{world.Customers[subscription.CustomerId].Name ?? subscription.CustomerId}</td><td>{Words.NameOf(world, subscription)}</td>
            <td>{subscription.Status}</td><td>until {Words.Day(subscription.CurrentPeriodEnd)}</td><td>{invoice}</td></tr>
            """);
    }

    private static Markup Row(StripeEvent happened) => Markup.Of($"""
        <tr><td>{happened.Type}</td><td>{Words.Moment(happened.Created)}</td>
        <td>{(happened.PendingDeliveries > 0 ? "under way" : happened.LostDeliveries > 0 ? "not delivered" : "")}</td></tr>
        """);
}
