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

public sealed class GetBusinessMetricsHandler(IBusinessMetricsRepository metrics, TimeProvider clock) : IRequestHandler<GetBusinessMetrics, Page<BusinessDayDto>>
{
    private const int MaxDays = 366;
    private const int DefaultDays = 30;

    public async Task<Page<BusinessDayDto>> Handle(GetBusinessMetrics query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var to = query.To ?? today;
        var from = query.From ?? Before(to, DefaultDays - 1);
        if (to.DayNumber - from.DayNumber is < 0 or >= MaxDays)
            throw Refusal.Invalid("from", $"From the first to the last day are 1 to {MaxDays} days.").AsException();

        var days = new List<BusinessMetrics>();
        if (from <= today && today <= to)
            days.Add(BusinessMetrics.Of(today, await metrics.CountAsync(today, ct), now));
        days.AddRange((await metrics.ListAsync(from, to, ct)).Where(noted => noted.Day != today));
        return new Page<BusinessDayDto>([.. days.Select(BusinessDayDto.Of)], NextCursor: null);
    }

    private static DateOnly Before(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Max(DateOnly.MinValue.DayNumber, day.DayNumber - days));
}
