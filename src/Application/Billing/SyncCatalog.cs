using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// Makes or renews the products and prices of all plans at the payment provider; none is deleted. Sent from the operator's shell
/// (<c>WebApi billing sync-catalog</c>), never over HTTP.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record SyncCatalog : ICommand<IReadOnlyList<CatalogItem>>, IRequire<TheSystem>;

public sealed class SyncCatalogHandler(PlanCatalog plans, IPaymentGateway gateway) : IRequestHandler<SyncCatalog, IReadOnlyList<CatalogItem>>
{
    public async Task<IReadOnlyList<CatalogItem>> Handle(SyncCatalog command, CancellationToken ct)
    {
        var items = new List<CatalogItem>();
        foreach (var plan in plans.All)
            items.AddRange(await gateway.SyncPlanAsync(plan, ct));
        return items;
    }
}
