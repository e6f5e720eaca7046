using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Domain.Common;
using MySaas.Infrastructure.Auditing;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Saves once: the aggregates, a row in the outbox for each event that somebody reacts to, and a row in the audit log for
/// each event of consequence.
/// </summary>
internal sealed class UnitOfWork(
    AppDbContext db, MessageSerializer serializer, IEnumerable<ICommitObserver> observers, HeldCommit held, CommitSteps steps, ICaller caller,
    TimeProvider clock)
    : IUnitOfWork, IOutbox
{
    /// <summary>Whether a commit would change nothing.</summary>
    public bool IsEmpty => steps.IsEmpty && !db.ChangeTracker.Entries().Any();

    public Guid Add(IMessage message, DateTimeOffset? notBefore = null) => AddToOutbox(message, notBefore);

    public async Task CommitAsync(CancellationToken ct)
    {
        // Once, and not again by each of those who look at the entries from here on.
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await CommitChangesAsync(ct);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    public void Reset()
    {
        db.ChangeTracker.Clear();
        steps.Clear();
    }

    private async Task CommitChangesAsync(CancellationToken ct)
    {
        foreach (var happened in Aggregates().SelectMany(entry => entry.Entity.TakeEvents()).ToList())
            Record(happened);
        foreach (var entry in Aggregates().Where(IsChanged))
            entry.Property(aggregate => aggregate.Version).CurrentValue++;

        var afterwards = observers.Select(observer => observer.BeforeCommit(db.ChangeTracker)).OfType<Action>().ToList();

        try
        {
            if (held.IsHeld)
                await held.BeginAsync(ct);
            if (steps.IsEmpty)
                await db.SaveChangesAsync(ct);
            else
                await held.AsOneAsync(() => SaveAfterStepsAsync(ct), ct);
        }
        catch (Exception failure) when (DatabaseFaults.Translate(failure) is { } translated)
        {
            await held.AbandonAsync();
            throw translated;
        }

        if (held.IsHeld)
            held.Defer(afterwards);
        else
            afterwards.ForEach(act => act());
    }

    private async Task<int> SaveAfterStepsAsync(CancellationToken ct)
    {
        await steps.RunAsync(ct);
        var saved = await db.SaveChangesAsync(ct);
        steps.Clear();
        return saved;
    }

    private IEnumerable<EntityEntry<AggregateRoot>> Aggregates() => db.ChangeTracker.Entries<AggregateRoot>();

    // What is only required to be unchanged is compared and keeps its version, so that many may require it side by side.
    private static bool IsChanged(EntityEntry<AggregateRoot> entry) => entry.State is EntityState.Modified
        && (entry.Properties.Any(property => property.IsModified && property.Metadata.Name != nameof(AggregateRoot.Version))
            || entry.ComplexProperties.Any(value => value.IsModified));

    private void Record(IDomainEvent happened)
    {
        if (happened is IAudited audited)
            db.Add(new AuditEntry(
                clock.GetUtcNow(), new AuditSource(caller.ApiKey?.Id ?? caller.UserId, caller.ImpersonatorId, caller.IpAddress, caller.RequestId),
                audited.Action, audited.SubjectId, audited.OrganizationId, AuditData.Of(audited)));
        if (happened.GetType().GetCustomAttribute<StoredAsAttribute>() is not null)
            AddToOutbox(happened, notBefore: null);
    }

    private Guid AddToOutbox(object message, DateTimeOffset? notBefore)
    {
        var row = serializer.RowOf(message, clock.GetUtcNow(), notBefore);
        db.Add(row);
        return row.Id;
    }
}
