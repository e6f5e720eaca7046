using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Billing;

/// <summary>What the organization's plan includes, and how much of what it limits is used.</summary>
public sealed record GetEntitlements(Guid OrganizationId) : IQuery<EntitlementsDto>, IInOrganization, IRequire<ReadOrganization>;

/// <param name="Features">Every feature, and whether the plan includes it.</param>
/// <param name="Limits">Every limit, by its name.</param>
public sealed record EntitlementsDto(IReadOnlyDictionary<string, bool> Features, IReadOnlyDictionary<string, LimitUse> Limits);

/// <param name="Used">More than the limit after a downgrade.</param>
/// <param name="Limit">Null is unlimited.</param>
public sealed record LimitUse(long Used, long? Limit);

public sealed class GetEntitlementsHandler(Entitlements entitlements) : IRequestHandler<GetEntitlements, EntitlementsDto>
{
    public async Task<EntitlementsDto> Handle(GetEntitlements query, CancellationToken ct)
    {
        var plan = await entitlements.PlanAsync(ct);
        var limits = new Dictionary<string, LimitUse>();
        foreach (var limit in Limits.All)
            limits.Add(limit.Name, new LimitUse(await entitlements.UsedAsync(limit, ct), limit.In(plan.Limits)));
        return new EntitlementsDto(Features.All.ToDictionary(feature => feature, plan.Includes), limits);
    }
}
