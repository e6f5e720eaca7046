using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>How the business did, day by day by UTC: the days that are over as they were noted, and today as it stands. At most 366 days.</summary>
/// <param name="From">The first day; 29 days before the last when it is null.</param>
/// <param name="To">The last day; today when it is null.</param>
public sealed record GetBusinessMetrics(DateOnly? From, DateOnly? To) : IQuery<Page<BusinessDayDto>>, IRequire<PlatformAdmin>;

/// <param name="Day">By UTC. A day of which nothing was noted is missing.</param>
/// <param name="SignUps">Accounts that were opened.</param>
/// <param name="ActiveUsers">People who signed in.</param>
/// <param name="ActiveOrganizations">Organizations of which a member was there.</param>
/// <param name="TotalUsers">All accounts at the end of the day.</param>
/// <param name="ConfirmedUsers">Those with a confirmed address.</param>
/// <param name="Mrr">Monthly recurring revenue at the end of the day, one amount per currency: seats at their price, a twelfth of what is paid by the year.</param>
/// <param name="ActiveSubscriptions">Paid for at the end of the day.</param>
/// <param name="Trialing">In their trial at the end of the day.</param>
/// <param name="PastDue">Waiting for a payment at the end of the day.</param>
/// <param name="NewSubscriptions">Subscriptions that began.</param>
/// <param name="Churned">Subscriptions that ended.</param>
/// <param name="CountedAt">When it was counted: shortly after midnight, or right now for today.</param>
public sealed record BusinessDayDto(
    DateOnly Day, int SignUps, int ActiveUsers, int ActiveOrganizations, int TotalUsers, int ConfirmedUsers, IReadOnlyList<Money> Mrr,
    int ActiveSubscriptions, int Trialing, int PastDue, int NewSubscriptions, int Churned, DateTimeOffset CountedAt)
{
    public static BusinessDayDto Of(BusinessMetrics metrics) => new(
        metrics.Day, metrics.SignUps, metrics.ActiveUsers, metrics.ActiveOrganizations, metrics.TotalUsers, metrics.ConfirmedUsers, metrics.Mrr,
        metrics.ActiveSubscriptions, metrics.TrialingSubscriptions, metrics.PastDueSubscriptions, metrics.NewSubscriptions, metrics.ChurnedSubscriptions,
        metrics.CountedAt);
}

public sealed class GetBusinessMetricsHandler(BusinessDays days) : IRequestHandler<GetBusinessMetrics, Page<BusinessDayDto>>
{
    public async Task<Page<BusinessDayDto>> Handle(GetBusinessMetrics query, CancellationToken ct)
    {
        var (from, to) = days.Between(query.From, query.To);
        return new Page<BusinessDayDto>(await days.ListAsync(from, to, ct), NextCursor: null);
    }
}
