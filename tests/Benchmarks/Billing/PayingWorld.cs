using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Benchmarks.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;
using Stripe;

namespace MySaas.Benchmarks.Billing;

/// <summary>A simulated Stripe with customers who pay for organizations of ours, and what it has told of them.</summary>
internal sealed class PayingWorld
{
    private const string WebhookSecret = "whsec_bench";

    private readonly StripeWorld _world = new(new WorldOptions { Seed = 1, WebhookRetries = [] });
    private readonly StripeClient _stripe;

    public PayingWorld()
    {
        _stripe = new StripeClient("sk_test_bench", httpClient: new SystemNetHttpClient(new HttpClient(new SimulatorHandler(_world)), maxNetworkRetries: 0));
        _world.Control.AddWebhookEndpoint(secrets: [WebhookSecret]);
    }

    public BenchmarkNode Compose(BenchmarkDatabase database, Action<IServiceCollection> adjust) => new(
        database,
        services =>
        {
            services.AddSingleton(_stripe);
            adjust(services);
        },
        ("Stripe:SecretKey", "sk_test_bench"), ("Stripe:WebhookSecrets:0", WebhookSecret),
        ("Billing:Plans:1:Code", "pro"), ("Billing:Plans:1:Name", "Pro"),
        ("Billing:Plans:1:Prices:0:Interval", "Month"), ("Billing:Plans:1:Prices:0:Amount", "1200"),
        ("Billing:Plans:1:Prices:0:Currency", "usd"), ("Billing:Plans:1:Prices:0:LookupKey", "pro_month"));

    /// <summary>Organizations with an owner in common, each with a subscription that is changed now and then.</summary>
    public async Task PopulateAsync(BenchmarkDatabase database, BenchmarkNode node, int customers)
    {
        var gateway = node.Services.GetRequiredService<IPaymentGateway>();
        foreach (var plan in node.Services.GetRequiredService<PlanCatalog>().All)
            await gateway.SyncPlanAsync(plan, CancellationToken.None);
        var price = (await _stripe.V1.Prices.ListAsync(new PriceListOptions { LookupKeys = ["pro_month"] })).Single().Id;
        var owner = await AddOwnerAsync(node);
        for (var i = 0; i < customers; i++)
            await SubscribeAsync(await FoundAsync(node, owner, i), price);
    }

    /// <summary>What the provider has told last of each customer, as it would be received: all customers' news mixed, each one's in order.</summary>
    public IEnumerable<ReceiveWebhookEvent> Told(int ofEach) => _world.Webhooks.Pending
        .GroupBy(delivery => CustomerOf(delivery.Payload))
        .Where(customer => customer.Key is not null)
        .SelectMany(customer => customer.TakeLast(ofEach).Index())
        .OrderBy(told => told.Index)
        .Select(told => new ReceiveWebhookEvent(told.Item.Payload, told.Item.Sign()));

    private static string? CustomerOf(byte[] payload)
    {
        using var told = JsonDocument.Parse(payload);
        var about = told.RootElement.GetProperty("data").GetProperty("object");
        return about.TryGetProperty("customer", out var customer) ? customer.GetString() : null;
    }

    private async Task SubscribeAsync(Guid organizationId, string price)
    {
        var ours = new Dictionary<string, string> { ["organization_id"] = organizationId.ToString() };
        var customer = await _stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Email = "owner@example.test", Metadata = ours });
        var card = await _stripe.V1.PaymentMethods.AttachAsync("pm_card_visa", new PaymentMethodAttachOptions { Customer = customer.Id });
        await _stripe.V1.Customers.UpdateAsync(
            customer.Id, new CustomerUpdateOptions { InvoiceSettings = new CustomerInvoiceSettingsOptions { DefaultPaymentMethod = card.Id } });
        var subscription = await _stripe.V1.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = price, Quantity = 1 }],
            Metadata = ours,
        });
        for (var change = 0; change < 3; change++)
            await _stripe.V1.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { Description = $"Changed {change} times" });
    }

    private static async Task<Guid> AddOwnerAsync(BenchmarkNode node)
    {
        await using var db = node.Services.GetRequiredService<Func<AppDbContext>>()();
        var owner = User.Register(EmailAddress.Parse("owner@example.test"), "Owner", "no hash", TimeProvider.System.GetUtcNow());
        db.Add(owner);
        await db.SaveChangesAsync();
        return owner.Id;
    }

    private static async Task<Guid> FoundAsync(BenchmarkNode node, Guid owner, int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var organization = Organization.Create($"Customer {number}", $"customer-{number}", now);
        await using var db = node.Services.GetRequiredService<Func<AppDbContext>>()();
        db.Tenant.Enter(organization.Id);
        db.AddRange(organization, Membership.Found(organization, owner, now));
        await db.SaveChangesAsync();
        return organization.Id;
    }
}
