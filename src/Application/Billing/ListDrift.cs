using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>Where our copy of subscriptions was not what the payment provider holds: what the reconciliation found and repaired.</summary>
public sealed record ListDrift(string? Cursor, int? Limit) : IQuery<Page<DriftDto>>, IRequire<PlatformAdmin>;

/// <param name="Id">Of the entry.</param>
/// <param name="OrganizationId">Whose subscription it is.</param>
/// <param name="SubscriptionId">By the provider's id.</param>
/// <param name="Field">As in <c>status</c>.</param>
/// <param name="Ours">What we had; null for nothing.</param>
/// <param name="Stripes">What the provider had, and what we have since; null for nothing.</param>
/// <param name="RepairedAt">When it was found and repaired, in one transaction.</param>
public sealed record DriftDto(Guid Id, Guid OrganizationId, string SubscriptionId, string Field, string? Ours, string? Stripes, DateTimeOffset? RepairedAt);

public interface IDriftReads
{
    /// <summary>Up to <c>Limit + 1</c> entries of all organizations, newest first.</summary>
    Task<IReadOnlyList<DriftDto>> ListAsync(PageRequest page, CancellationToken ct);
}

public sealed class ListDriftHandler(IDriftReads drift) : IRequestHandler<ListDrift, Page<DriftDto>>
{
    private const string List = "drift";

    public async Task<Page<DriftDto>> Handle(ListDrift query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await drift.ListAsync(page, ct), entry => entry.Id);
    }
}
