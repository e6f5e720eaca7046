using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Whether a plan has room for what an organization has. What a month gives anew is not counted.</summary>
public sealed class PlanFit(Entitlements entitlements, TimeProvider clock)
{
    private static readonly Limit[] Lasting = [Limits.Of<Members>(), Limits.Of<StorageBytes>()];

    /// <exception cref="RefusedException">It has not; the refusal names what is in the way.</exception>
    public async Task EnsureAsync(Subscription subscription, Plan plan, CancellationToken ct)
    {
        if (plan.Code == subscription.PlanCodeAt(clock.GetUtcNow()))
            return;
        var errors = new Dictionary<string, string[]>();
        foreach (var limit in Lasting)
        {
            if (limit.In(plan.Limits) is { } max && await entitlements.UsedAsync(limit, ct) is var used && used > max)
                errors.Add(limit.Name, [$"{used} are used, and {plan.Name} has {max}."]);
        }

        if (errors.Count > 0)
            throw SubscriptionRefusals.OverLimit(plan.Name, errors).AsException();
    }
}
