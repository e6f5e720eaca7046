using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class BusinessMetricsConfiguration : IEntityTypeConfiguration<BusinessMetrics>
{
    public void Configure(EntityTypeBuilder<BusinessMetrics> builder)
    {
        builder.HasIndex(metrics => metrics.Day).IsUnique();
        builder.Property(metrics => metrics.Mrr).HasConversion(
            mrr => JsonSerializer.Serialize(mrr, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<Money>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<Money>>((left, right) => left!.SequenceEqual(right!), mrr => mrr.Count, mrr => mrr));
    }
}

internal sealed class BusinessMetricsRepository(AppDbContext db) : IBusinessMetricsRepository
{
    public Task<BusinessMetrics?> FindAsync(DateOnly day, CancellationToken ct) =>
        db.BusinessMetrics.FirstOrDefaultAsync(metrics => metrics.Day == day, ct);

    public async Task<IReadOnlyList<BusinessMetrics>> ListAsync(DateOnly from, DateOnly to, CancellationToken ct) =>
        await db.BusinessMetrics.AsNoTracking()
            .Where(metrics => metrics.Day >= from && metrics.Day <= to)
            .OrderByDescending(metrics => metrics.Day).ToListAsync(ct);

    public async Task<BusinessCounts> CountAsync(DateOnly day, CancellationToken ct)
    {
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var to = from.AddDays(1);
        return new BusinessCounts(
            SignUps: await db.Users.CountAsync(user => user.CreatedAt >= from && user.CreatedAt < to, ct),
            ActiveUsers: await db.Sessions.Where(session => session.CreatedAt >= from && session.CreatedAt < to)
                .Select(session => session.UserId).Distinct().CountAsync(ct),
            ActiveOrganizations: await CountActiveOrganizationsAsync(from, to, ct),
            ConfirmedUsers: await db.Users.CountAsync(user => user.EmailConfirmed, ct),
            TotalUsers: await db.Users.CountAsync(ct),
            await CountSubscriptionsAsync(from, to, ct));
    }

    public void Add(BusinessMetrics metrics) => db.Add(metrics);

    // A session knows its first visit and its last.
    private Task<int> CountActiveOrganizationsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => db.Sessions
        .Where(session => session.CreatedAt < to && session.LastSeenAt >= from && session.ImpersonatorId == null)
        .Join(db.Memberships.OfAllOrganizations(), session => session.UserId, membership => membership.UserId, (session, membership) => membership.OrganizationId)
        .Distinct().CountAsync(ct);

    private async Task<SubscriptionCounts> CountSubscriptionsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var known = db.Subscriptions.OfAllOrganizations().Where(subscription => subscription.State != null);
        var byStatus = await known.GroupBy(subscription => subscription.State!.Status)
            .Select(status => new { status.Key, Count = status.Count() }).ToDictionaryAsync(status => status.Key, status => status.Count, ct);
        var amounts = await known
            .Where(subscription => subscription.State!.Status == SubscriptionStatus.Active || subscription.State.Status == SubscriptionStatus.PastDue)
            .GroupBy(subscription => new { subscription.State!.Currency, subscription.State.Interval })
            .Select(paid => new RecurringAmount(
                paid.Key.Currency, paid.Key.Interval, paid.Sum(subscription => (long)subscription.State!.Seats * subscription.State.UnitAmount)))
            .ToListAsync(ct);
        return new SubscriptionCounts(
            Active: byStatus.GetValueOrDefault(SubscriptionStatus.Active),
            Trialing: byStatus.GetValueOrDefault(SubscriptionStatus.Trialing),
            PastDue: byStatus.GetValueOrDefault(SubscriptionStatus.PastDue),
            // What was never paid for at all neither began nor ended.
            New: await known.CountAsync(
                subscription => subscription.State!.CreatedAt >= from && subscription.State.CreatedAt < to
                    && subscription.State.Status != SubscriptionStatus.Incomplete && subscription.State.Status != SubscriptionStatus.IncompleteExpired, ct),
            Churned: await known.CountAsync(
                subscription => subscription.State!.Status == SubscriptionStatus.Canceled
                    && subscription.State.EndedAt >= from && subscription.State.EndedAt < to, ct),
            MonthlyRevenue.Of(amounts));
    }
}
