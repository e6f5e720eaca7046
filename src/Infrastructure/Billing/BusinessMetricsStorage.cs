using Microsoft.EntityFrameworkCore;
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
    }
}

internal sealed class BusinessMetricsRepository(AppDbContext db) : IBusinessMetricsRepository
{
    public Task<BusinessMetrics?> FindAsync(DateOnly day, CancellationToken ct) =>
        db.BusinessMetrics.FirstOrDefaultAsync(metrics => metrics.Day == day, ct);

    public async Task<BusinessCounts> CountAsync(DateOnly day, CancellationToken ct)
    {
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var to = from.AddDays(1);
        return new BusinessCounts(
            SignUps: await db.Users.CountAsync(user => user.CreatedAt >= from && user.CreatedAt < to, ct),
            ActiveUsers: await db.Sessions.Where(session => session.CreatedAt >= from && session.CreatedAt < to)
                .Select(session => session.UserId).Distinct().CountAsync(ct),
            ConfirmedUsers: await db.Users.CountAsync(user => user.EmailConfirmed, ct),
            TotalUsers: await db.Users.CountAsync(ct));
    }

    public void Add(BusinessMetrics metrics) => db.Add(metrics);
}
