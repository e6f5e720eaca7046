using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What is sold, and for how much.</summary>
public sealed record ListPlans : IQuery<Page<PlanDto>>, IRequire<Anyone>;

/// <param name="Code">Names the plan for good.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">One line about it.</param>
/// <param name="Prices">None for the free plan.</param>
/// <param name="Limits">How much of the product; null is unlimited.</param>
/// <param name="Features">Every feature, and whether the plan includes it.</param>
public sealed record PlanDto(
    string Code, string Name, string Description, IReadOnlyList<PriceDto> Prices, PlanLimits Limits, IReadOnlyDictionary<string, bool> Features);

/// <param name="Interval">How often it is paid.</param>
/// <param name="Amount">For each member, in minor units.</param>
/// <param name="Currency">ISO 4217, in lower case.</param>
public sealed record PriceDto(BillingInterval Interval, long Amount, string Currency);

public sealed class ListPlansHandler(PlanCatalog plans) : IRequestHandler<ListPlans, Page<PlanDto>>
{
    public Task<Page<PlanDto>> Handle(ListPlans query, CancellationToken ct) =>
        Task.FromResult(new Page<PlanDto>([.. plans.All.Select(Describe)], NextCursor: null));

    private static PlanDto Describe(Plan plan) => new(
        plan.Code, plan.Name, plan.Description,
        [.. plan.Prices.Select(price => new PriceDto(price.Interval, price.Amount, price.Currency))],
        plan.Limits,
        Features.All.ToDictionary(feature => feature, plan.Includes));
}
