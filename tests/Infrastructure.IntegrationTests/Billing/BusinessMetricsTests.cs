using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

internal sealed class BusinessMetricsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly DateOnly Monday = DateOnly.FromDateTime(Node.Monday.UtcDateTime);

    [Test]
    public async Task A_snapshot_counts_the_day_before_from_midnight_to_midnight()
    {
        var midnight = new DateTimeOffset(Monday, TimeOnly.MinValue, TimeSpan.Zero);
        var (sunday, ada, bob, tuesday) = (
            Make.User(midnight.AddTicks(-1), "sunday@example.com"), Make.User(midnight, "ada@example.com"),
            Make.User(midnight.AddDays(1).AddTicks(-10), "bob@example.com"), Make.User(midnight.AddDays(1), "tuesday@example.com"));
        sunday.ConfirmEmail();
        await Node.CommitAsync(db => db.AddRange(sunday, ada, bob, tuesday));
        await Node.CommitAsync(db => db.AddRange(
            Make.Session(sunday, midnight.AddHours(1)), Make.Session(sunday, midnight.AddHours(2)), Make.Session(ada, midnight),
            Make.Session(bob, midnight.AddDays(1))));
        Node.Clock.Advance(TimeSpan.FromDays(1));

        await SnapshotAsync();

        var snapshot = await ReadAsync();
        Assert.That(
            (snapshot.Day, snapshot.SignUps, snapshot.ActiveUsers, snapshot.ConfirmedUsers, snapshot.TotalUsers, snapshot.CountedAt),
            Is.EqualTo((Monday, 2, 2, 1, 4, Node.Now)));
    }

    [Test]
    public async Task A_second_snapshot_of_the_day_renews_the_first()
    {
        await SnapshotAsync();
        await Node.CommitAsync(db => db.Add(Make.User(Node.Now)));

        await SnapshotAsync();

        Assert.That((await ReadAsync()).TotalUsers, Is.EqualTo(1));
    }

    [Test]
    public async Task Snapshots_at_the_same_time_leave_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SnapshotAsync)));

        Assert.That((await ReadAsync()).Day, Is.EqualTo(Monday.AddDays(-1)));
    }

    private Task<int> SnapshotAsync() =>
        Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new SnapshotBusinessMetrics()));

    private async Task<BusinessMetrics> ReadAsync()
    {
        await using var db = Database.Open();
        return await db.BusinessMetrics.SingleAsync();
    }
}
