using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Days of the business: those that are over as they were noted, and today as it stands.</summary>
public sealed class BusinessDays(IBusinessMetricsRepository metrics, TimeProvider clock)
{
    private const int MaxDays = 366;
    private const int DefaultDays = 30;

    /// <summary>The first and the last day of what is asked for.</summary>
    /// <exception cref="RefusedException">There is none between them, or there are too many.</exception>
    public (DateOnly From, DateOnly To) Between(DateOnly? first, DateOnly? last)
    {
        var to = last ?? Today();
        var from = first ?? Before(to, DefaultDays - 1);
        return to.DayNumber - from.DayNumber is >= 0 and < MaxDays
            ? (from, to)
            : throw Refusal.Invalid("from", $"From the first to the last day are 1 to {MaxDays} days.").AsException();
    }

    /// <summary>Newest first; a day of which nothing was noted is missing.</summary>
    public async Task<IReadOnlyList<BusinessDayDto>> ListAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var today = Today();
        var days = new List<BusinessMetrics>();
        if (from <= today && today <= to)
            days.Add(BusinessMetrics.Of(today, await metrics.CountAsync(today, ct), clock.GetUtcNow()));
        days.AddRange((await metrics.ListAsync(from, to, ct)).Where(noted => noted.Day != today));
        return [.. days.Select(BusinessDayDto.Of)];
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static DateOnly Before(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Max(DateOnly.MinValue.DayNumber, day.DayNumber - days));
}
