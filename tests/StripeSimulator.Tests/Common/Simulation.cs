using Microsoft.Extensions.Time.Testing;
using MySaas.StripeSimulator.Control;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;
using Stripe;
using Stripe.Checkout;

namespace MySaas.StripeSimulator.Tests.Common;

/// <summary>A world with a frozen clock, and the real client that speaks to it.</summary>
internal sealed class Simulation : IDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _http;

    public Simulation(WorldOptions? options = null)
    {
        World = new StripeWorld(options ?? new WorldOptions { Seed = 1 }, Time);
        _http = new HttpClient(new SimulatorHandler(World));
        Client = NewClient("sk_test_simulator");
    }

    public FakeTimeProvider Time { get; } = new(Begin);

    public StripeWorld World { get; }

    public WorldControl Control => World.Control;

    public StripeClient Client { get; }

    public V1Services V1 => Client.V1;

    public IEnumerable<string> EventTypes => World.Events.Select(happened => happened.Type);

    /// <summary>Without the client's own retries, so that a test sees each answer.</summary>
    public StripeClient NewClient(string key) => new(key, httpClient: new SystemNetHttpClient(_http, maxNetworkRetries: 0));

    public async Task<Price> PriceAsync(long amount = 2000, string interval = "month", string? lookupKey = null)
    {
        var product = await V1.Products.CreateAsync(new ProductCreateOptions { Name = "Pro" });
        return await V1.Prices.CreateAsync(new PriceCreateOptions
        {
            Product = product.Id,
            Currency = "usd",
            UnitAmount = amount,
            LookupKey = lookupKey,
            Recurring = new PriceRecurringOptions { Interval = interval },
        });
    }

    public async Task<Customer> CustomerAsync(string? card = "pm_card_visa")
    {
        var customer = await V1.Customers.CreateAsync(new CustomerCreateOptions { Email = "ada@example.com", Name = "Ada" });
        if (card is null)
            return customer;
        var method = await V1.PaymentMethods.AttachAsync(card, new PaymentMethodAttachOptions { Customer = customer.Id });
        return await V1.Customers.UpdateAsync(customer.Id, new CustomerUpdateOptions
        {
            InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = method.Id },
        });
    }

    public async Task<Subscription> SubscriptionAsync(Price? price = null, Customer? customer = null, long quantity = 1, int? trialDays = null) =>
        await V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = (customer ?? await CustomerAsync()).Id,
            Items = [new SubscriptionItemOptions { Price = (price ?? await PriceAsync()).Id, Quantity = quantity }],
            TrialPeriodDays = trialDays,
        });

    public async Task<Session> CheckoutAsync(Price price, Customer customer, Action<SessionCreateOptions>? adjust = null)
    {
        var options = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = customer.Id,
            SuccessUrl = "https://app.example/thanks",
            CancelUrl = "https://app.example/plans",
            LineItems = [new SessionLineItemOptions { Price = price.Id, Quantity = 2 }],
        };
        adjust?.Invoke(options);
        return await V1.Checkout.Sessions.CreateAsync(options);
    }

    public void Dispose() => _http.Dispose();
}
