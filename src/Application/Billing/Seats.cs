using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>Places for members in the organization that was entered.</summary>
public sealed class Seats(Entitlements entitlements, IUsageAtCommit changes)
{
    /// <summary>Takes a place for the member that the commit adds: two who accept at once never share the last one.</summary>
    /// <exception cref="RefusedException">A payment is missing; or, from the commit, all places are taken.</exception>
    public async Task TakeAsync(CancellationToken ct)
    {
        var plan = await entitlements.PaidPlanAsync(ct);
        if (plan.Limits.Members is { } max)
            changes.TakeSeat(max);
    }
}
