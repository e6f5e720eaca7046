using System.Diagnostics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Domain.Auth;
using MySaas.Domain.Common;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Saves once: the aggregates, a row in the outbox for each event that somebody reacts to, and a row in the audit log for
/// each event of consequence.
/// </summary>
internal sealed class UnitOfWork(
    AppDbContext db, MessageSerializer serializer, OutboxSignal signal, SessionGate sessions, ICaller caller, TimeProvider clock)
    : IUnitOfWork, IOutbox
{
    public void Add(IMessage message, DateTimeOffset? notBefore = null) => AddToOutbox(message, notBefore);

    public async Task CommitAsync(CancellationToken ct)
    {
        foreach (var happened in Aggregates().SelectMany(entry => entry.Entity.TakeEvents()).ToList())
            Record(happened);
        foreach (var entry in Aggregates().Where(IsChanged))
            entry.Property(aggregate => aggregate.Version).CurrentValue++;

        var ended = db.ChangeTracker.Entries<Session>()
            .Where(entry => entry.State is EntityState.Modified && entry.Entity.RevokedAt is not null)
            .Select(entry => entry.Entity.Id)
            .ToList();
        // An administrator is one by the address, so a changed one counts at once.
        var moved = db.ChangeTracker.Entries<User>()
            .Where(entry => entry.Property(user => user.Email).IsModified || entry.Property(user => user.EmailConfirmed).IsModified)
            .Select(entry => entry.Entity.Id)
            .ToList();
        var wakesWorker = db.ChangeTracker.Entries<OutboxMessage>().Any(entry => entry.State is EntityState.Added);

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (DatabaseFaults.Translate(failure) is { } translated)
        {
            throw translated;
        }

        sessions.Forget(ended);
        sessions.ForgetUsers(moved);
        if (wakesWorker)
            signal.Notify();
    }

    public void Reset() => db.ChangeTracker.Clear();

    private IEnumerable<EntityEntry<AggregateRoot>> Aggregates() => db.ChangeTracker.Entries<AggregateRoot>();

    // What is only required to be unchanged is compared and keeps its version, so that many may require it side by side.
    private static bool IsChanged(EntityEntry<AggregateRoot> entry) => entry.State is EntityState.Modified
        && entry.Properties.Any(property => property.IsModified && property.Metadata.Name != nameof(AggregateRoot.Version));

    private void Record(IDomainEvent happened)
    {
        if (happened is IAudited audited)
            db.Add(new AuditEntry(
                clock.GetUtcNow(), caller.UserId, audited.Action, audited.SubjectId,
                MessageSerializer.Json(happened), caller.IpAddress, caller.RequestId));
        if (happened.GetType().GetCustomAttribute<StoredAsAttribute>() is not null)
            AddToOutbox(happened, notBefore: null);
    }

    private void AddToOutbox(object message, DateTimeOffset? notBefore)
    {
        var now = clock.GetUtcNow();
        var (type, payload) = serializer.Serialize(message);
        db.Add(new OutboxMessage(
            type, payload, now, notBefore ?? now, Activity.Current?.Id, MessageSerializer.PriorityOf(message), (message as IOrdered)?.OrderingKey));
    }
}
