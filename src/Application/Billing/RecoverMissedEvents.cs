using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Begins to look through the payment provider's list of events for those that no webhook brought. Answers 0 where no provider
/// is configured.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record RecoverMissedEvents : IJobStep, ICommand<int>;

public sealed class RecoverMissedEventsHandler(IPaymentGateway gateway, ProviderWalks walks) : IRequestHandler<RecoverMissedEvents, int>
{
    public async Task<int> Handle(RecoverMissedEvents command, CancellationToken ct)
    {
        if (!gateway.IsConfigured)
            return 0;
        await walks.StartAsync(ProviderList.Events, ct);
        return 1;
    }
}

/// <summary>A step of it: reads one page and stores what is not there, as a webhook would have. Their order does not matter.</summary>
/// <param name="Since">The oldest, by the provider's clock.</param>
/// <param name="After">Where the page before ended; null for the first page.</param>
[StoredAs("billing.recover_events_page.v1")]
public sealed record EventsPage(Guid RunId, DateTimeOffset Since, string? After) : IMessage
{
    // The provider keeps them so long.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // For clocks that differ, and events that are listed a little after they happened.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>Begins where the last walk that came to its end began.</summary>
    public static EventsPage First(ProviderWalk walk, DateTimeOffset now)
    {
        var oldest = now - Kept;
        return new EventsPage(walk.RunId, walk.SeenUntil - Overlap is { } seen && seen > oldest ? seen : oldest, After: null);
    }
}

public sealed class EventsPageHandler(ProviderWalks walks, IPaymentGateway gateway, IWebhookReader reader, IWebhookEventRepository events)
    : IMessageHandler<EventsPage>
{
    public async Task HandleAsync(EventsPage message, MessageContext context, CancellationToken ct)
    {
        if (await walks.FindAsync(ProviderList.Events, message.RunId, ct) is null)
            return;

        var page = await gateway.ListEventsAsync(message.Since, message.After, ct);
        var known = await events.ListKnownAsync([.. page.Items.Select(told => told.EventId)], ct);
        foreach (var missed in page.Items.Where(told => !known.Contains(told.EventId)))
            await events.StoreAsync(reader.Trust(missed), ct);

        // After the events, which are committed one by one: where a webhook was faster, all that was loaded is forgotten.
        if (await walks.FindAsync(ProviderList.Events, message.RunId, ct) is not { } walk)
            return;
        if (page.Next is { } next)
            walks.Continue(walk, message with { After = next });
        else
            walks.Finish(walk);
    }
}
