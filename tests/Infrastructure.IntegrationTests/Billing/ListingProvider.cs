using Moq;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>A payment provider that lists what a test puts there, and notes what it was asked for.</summary>
internal sealed class ListingProvider
{
    private readonly Mock<IPaymentGateway> _gateway = new(MockBehavior.Strict);
    private readonly List<ProviderEvent> _events = [];
    private int _pages;

    public ListingProvider()
    {
        _gateway.Setup(provider => provider.IsConfigured).Returns(true);
        _gateway.Setup(provider => provider.ListSubscriptionsAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string? after, CancellationToken _) => ListSubscriptions(after));
        _gateway.Setup(provider => provider.ListEventsAsync(It.IsAny<DateTimeOffset>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((DateTimeOffset since, string? after, CancellationToken _) => ListEvents(since, after));
        _gateway.Setup(provider => provider.FindSubscriptionAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => IsDown ? throw new GatewayUnavailableException("It is down.") : Subscriptions.GetValueOrDefault(id));
        _gateway.Setup(provider => provider.FindInvoiceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => Invoices.GetValueOrDefault(id));
    }

    public IPaymentGateway Gateway => _gateway.Object;

    public bool IsDown { get; set; }

    /// <summary>What it knows by id.</summary>
    public Dictionary<string, SubscriptionState> Subscriptions { get; } = [];

    public Dictionary<string, InvoiceState> Invoices { get; } = [];

    /// <summary>What it lists, on the first page.</summary>
    public List<ListedSubscription> Listed { get; } = [];

    /// <summary>The pages of subscriptions that were asked for.</summary>
    public List<string?> Asked { get; } = [];

    /// <summary>From when on events were asked for.</summary>
    public List<DateTimeOffset> Since { get; } = [];

    public void Clear(int pages)
    {
        (_pages, IsDown) = (pages, false);
        _events.Clear();
        Subscriptions.Clear();
        Invoices.Clear();
        Listed.Clear();
        Asked.Clear();
        Since.Clear();
    }

    /// <summary>One page of events, of a customer whom nobody knows.</summary>
    public void Tell(params string[] eventIds) => _events.InsertRange(0, eventIds.Select(id => new ProviderEvent(id, $$$"""
        {"id":"{{{id}}}","object":"event","created":1790000000,"livemode":false,"type":"invoice.paid","data":{"object":{"id":"in_1","object":"invoice","customer":"cus_1"} } }
        """)));

    private ProviderPage<ListedSubscription> ListSubscriptions(string? after)
    {
        Asked.Add(after);
        if (IsDown)
            throw new GatewayUnavailableException("It is down.");
        var page = after is null ? 1 : int.Parse(after.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
        return new ProviderPage<ListedSubscription>(page == 1 ? [.. Listed] : [], page < _pages ? $"page-{page}" : null);
    }

    private ProviderPage<ProviderEvent> ListEvents(DateTimeOffset since, string? after)
    {
        Since.Add(since);
        // Two to a page.
        var rest = after is null ? _events : [.. _events.SkipWhile(told => told.EventId != after).Skip(1)];
        return new ProviderPage<ProviderEvent>([.. rest.Take(2)], rest.Count > 2 ? rest[1].EventId : null);
    }
}
