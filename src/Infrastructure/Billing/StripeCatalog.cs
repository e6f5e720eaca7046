using System.Collections.Concurrent;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using Stripe;
using Plan = MySaas.Domain.Billing.Plan;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// Between our plans and Stripe's prices, by lookup key, so that test and live mode need no different settings. A price that
/// is not there yet is made when it is first sold; none is ever deleted.
/// </summary>
internal sealed class StripeCatalog(StripeClient client, PlanCatalog plans)
{
    private const string PlanMetadata = "plan";

    private readonly ConcurrentDictionary<string, string> _priceIds = new();

    /// <summary>What a price sells. One whose lookup key went to a newer price still names its plan.</summary>
    public (string PlanCode, BillingInterval Interval) PlanOf(Price price)
    {
        var interval = price.Recurring?.Interval is "year" ? BillingInterval.Year : BillingInterval.Month;
        var sold = price.LookupKey is { Length: > 0 } key ? plans.FindByLookupKey(key)?.Plan.Code : null;
        return (sold ?? price.Metadata?.GetValueOrDefault(PlanMetadata) ?? price.Id, interval);
    }

    public async Task<string> PriceIdAsync(string planCode, BillingInterval interval, CancellationToken ct)
    {
        var plan = plans.Find(planCode) ?? throw new ArgumentException($"There is no plan {planCode}.", nameof(planCode));
        var price = plan.PriceFor(interval) ?? throw new ArgumentException($"{planCode} is not sold by the {interval}.", nameof(interval));
        if (_priceIds.TryGetValue(price.LookupKey, out var known))
            return known;
        if (await FindAsync(price.LookupKey, ct) is null)
            await SyncAsync(plan, ct);
        return _priceIds[price.LookupKey] = (await FindAsync(price.LookupKey, ct))!.Id;
    }

    /// <summary>Makes or renews a plan's product and prices. A changed amount makes a new price, which takes over the lookup key.</summary>
    /// <returns>What it found and did, thing by thing.</returns>
    public async Task<IReadOnlyList<CatalogItem>> SyncAsync(Plan plan, CancellationToken ct)
    {
        if (plan.Prices.Count == 0)
            return [];
        var product = $"mysaas_{plan.Code}";
        var items = new List<CatalogItem> { new($"product {product}", await SyncProductAsync(product, plan, ct)) };
        foreach (var price in plan.Prices)
            items.Add(new CatalogItem($"price {price.LookupKey}", await SyncPriceAsync(plan, price, product, ct)));
        return items;
    }

    private async Task<CatalogOutcome> SyncProductAsync(string id, Plan plan, CancellationToken ct)
    {
        var found = await StripeFailures.FindAsync(() => client.V1.Products.GetAsync(id, cancellationToken: ct), ct);
        if (found is null)
        {
            await StripeFailures.CallAsync(
                () => client.V1.Products.CreateAsync(
                    new ProductCreateOptions
                    {
                        Id = id,
                        Name = plan.Name,
                        Description = plan.Description is "" ? null : plan.Description,        // empty is an error to Stripe
                        Metadata = new() { [PlanMetadata] = plan.Code },
                    },
                    StripeKeys.Of("product", id), ct),
                ct);
            return CatalogOutcome.Created;
        }

        if ((found.Name, found.Description ?? "") != (plan.Name, plan.Description) || !found.Active)
        {
            await StripeFailures.CallAsync(
                () => client.V1.Products.UpdateAsync(
                    id, new ProductUpdateOptions { Name = plan.Name, Description = plan.Description, Active = true }, cancellationToken: ct),
                ct);
            return CatalogOutcome.Updated;
        }

        return CatalogOutcome.Unchanged;
    }

    private async Task<CatalogOutcome> SyncPriceAsync(Plan plan, PlanPrice ours, string product, CancellationToken ct)
    {
        var found = await FindAsync(ours.LookupKey, ct);
        if (found is not null && (found.UnitAmount, found.Currency, found.Recurring?.Interval) == (ours.Amount, ours.Currency, NameOf(ours.Interval)))
            return CatalogOutcome.Unchanged;

        var created = await StripeFailures.CallAsync(
            () => client.V1.Prices.CreateAsync(
                new PriceCreateOptions
                {
                    Product = product,
                    UnitAmount = ours.Amount,
                    Currency = ours.Currency,
                    Recurring = new PriceRecurringOptions { Interval = NameOf(ours.Interval) },
                    LookupKey = ours.LookupKey,
                    TransferLookupKey = true,
                    Metadata = new() { [PlanMetadata] = plan.Code },
                },
                StripeKeys.Of("price", ours.LookupKey, ours.Amount, ours.Currency, found?.Id), ct),
            ct);
        _priceIds[ours.LookupKey] = created.Id;
        return found is null ? CatalogOutcome.Created : CatalogOutcome.Updated;
    }

    private async Task<Price?> FindAsync(string lookupKey, CancellationToken ct)
    {
        var found = await StripeFailures.CallAsync(
            () => client.V1.Prices.ListAsync(new PriceListOptions { LookupKeys = [lookupKey], Active = true, Limit = 1 }, cancellationToken: ct), ct);
        return found.Data.FirstOrDefault(price => price.LookupKey == lookupKey);
    }

    private static string NameOf(BillingInterval interval) => interval is BillingInterval.Year ? "year" : "month";
}
