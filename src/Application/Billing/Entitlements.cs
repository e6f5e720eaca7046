using Microsoft.Extensions.Logging;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What the organization that was entered may do, by its plan and its payments.</summary>
public sealed partial class Entitlements(
    IStandingReads standings, IUsageReads usage, PlanCatalog plans, Tenant tenant, TimeProvider clock, ILogger<Entitlements> logger)
{
    public async Task<Plan> PlanAsync(CancellationToken ct) => PlanOf(await standings.GetAsync(ct));

    /// <summary>The plan of an organization that may do what costs.</summary>
    /// <exception cref="RefusedException">A payment is missing.</exception>
    public async Task<Plan> PaidPlanAsync(CancellationToken ct)
    {
        var standing = await standings.GetAsync(ct);
        return standing.Access is not Access.Restricted ? PlanOf(standing) : throw BillingRefusals.PaymentRequired.AsException();
    }

    public Task<long> UsedAsync(Limit limit, CancellationToken ct) => limit.UsedAsync(usage, clock.GetUtcNow(), ct);

    // A plan that was taken out of the settings has customers who pay for it: they are served, and the operator is told.
    private Plan PlanOf(Standing standing)
    {
        if (plans.Find(standing.PlanCode) is { } plan)
            return plan;
        LogUnknownPlan(logger, tenant.Id, standing.PlanCode, plans.Highest.Code);
        return plans.Highest;
    }

    [LoggerMessage(LogLevel.Warning, "Organization {OrganizationId} pays for a plan that is not in the settings ({Plan}); it is served as {ServedAs}")]
    private static partial void LogUnknownPlan(ILogger logger, Guid organizationId, string plan, string servedAs);
}
