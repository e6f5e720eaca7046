namespace MySaas.Domain.Billing;

/// <summary>All plans, in the order in which they are shown.</summary>
public sealed class PlanCatalog(IReadOnlyList<Plan> plans)
{
    public IReadOnlyList<Plan> All => plans;

    /// <summary>There is always one.</summary>
    public Plan Free { get; } = plans.Single(plan => plan.Code == Plan.FreeCode);

    /// <summary>The dearest.</summary>
    public Plan Highest { get; } = plans.MaxBy(plan => plan.MonthlyAmount)!;

    public Plan? Find(string code) => plans.FirstOrDefault(plan => plan.Code == code);

    /// <summary>What somebody pays for who pays this price at Stripe; null when no plan has it.</summary>
    public (Plan Plan, PlanPrice Price)? FindByLookupKey(string lookupKey)
    {
        foreach (var plan in plans)
            if (plan.Prices.FirstOrDefault(price => price.LookupKey == lookupKey) is { } price)
                return (plan, price);
        return null;
    }
}
