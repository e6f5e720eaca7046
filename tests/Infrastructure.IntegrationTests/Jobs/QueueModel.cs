using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>What the queue ought to hold, told in plain words: the real one is compared with it after each step.</summary>
internal sealed class QueueModel(TimeSpan lease, int maxAttempts)
{
    private readonly List<Entry> _entries = [];

    public bool IsFinished => _entries.All(entry => entry.Status is MessageStatus.Done or MessageStatus.Dead);

    public void Add(OutboxMessage row) => _entries.Add(new Entry
    {
        Id = row.Id,
        Key = row.OrderingKey,
        Priority = row.Priority,
        Due = row.NextAttemptAt,
    });

    /// <summary>What may be handed out at this time; of a key only the first unfinished one.</summary>
    public void Claim(IReadOnlyList<OutboxMessage> claimed, int limit, DateTimeOffset now)
    {
        var eligible = _entries.Where(entry => entry.Due <= now && !_entries.TakeWhile(earlier => earlier != entry)
            .Any(earlier => earlier.Due is not null && earlier.Key is not null && earlier.Key == entry.Key)).ToList();
        var taken = claimed.Select(row => eligible.Single(entry => entry.Id == row.Id)).ToList();

        Assert.That(
            taken,
            Is.EquivalentTo(eligible.OrderBy(entry => entry.Priority).ThenBy(entry => entry.Due).ThenBy(_entries.IndexOf).Take(limit)),
            "by priority, then what has been due for longest");
        foreach (var (entry, row) in taken.Zip(claimed))
            (entry.Status, entry.Lease, entry.Due, entry.Attempts) = (MessageStatus.Processing, row.LeaseId, now + lease, entry.Attempts + 1);
    }

    public void Renew(IReadOnlyList<OutboxMessage> claimed, IReadOnlySet<long> held, DateTimeOffset now)
    {
        var holds = claimed.Where(row => EntryOf(row).Lease == row.LeaseId).ToList();
        Assert.That(held, Is.EquivalentTo(holds.Select(row => row.Position)));
        foreach (var row in holds)
            EntryOf(row).Due = now + lease;
    }

    /// <summary>False when the worker may change nothing any more, because its time is over or another one has the message.</summary>
    public bool MayRun(OutboxMessage row, DateTimeOffset now) => row.NextAttemptAt > now && EntryOf(row).Lease == row.LeaseId;

    /// <summary>Its attempts are used up by processes that died in them.</summary>
    public bool IsWornOut(OutboxMessage row) => EntryOf(row).Attempts > maxAttempts;

    public void Complete(OutboxMessage row)
    {
        Settle(row, MessageStatus.Done);
        EntryOf(row).Effects++;
        Assert.That(
            _entries.TakeWhile(entry => entry.Id != row.Id)
                .Where(earlier => earlier.Key is not null && earlier.Key == EntryOf(row).Key && !earlier.WasDead),
            Has.None.With.Property(nameof(Entry.Due)).Not.Null, "the earlier ones of its key are finished, but for those that come from the dead");
    }

    public void Bury(OutboxMessage row)
    {
        Settle(row, MessageStatus.Dead);
        EntryOf(row).WasDead = true;
    }

    public void Fail(OutboxMessage row)
    {
        if (EntryOf(row).Attempts >= maxAttempts)
            Bury(row);
        else
            Settle(row, MessageStatus.Pending);
    }

    public void Postpone(OutboxMessage row, DateTimeOffset until)
    {
        Settle(row, MessageStatus.Pending);
        (EntryOf(row).Due, EntryOf(row).Attempts) = (until, EntryOf(row).Attempts - 1);
    }

    public void Revive(DateTimeOffset now)
    {
        foreach (var entry in _entries.Where(entry => entry.Status is MessageStatus.Dead))
            (entry.Status, entry.Due, entry.Attempts) = (MessageStatus.Pending, now, 0);
    }

    /// <summary>Each message is there once, in the state it ought to be in, with its effect exactly when it is done.</summary>
    public async Task CompareAsync(AppDbContext db)
    {
        var rows = await db.OutboxMessages.AsNoTracking().OrderBy(row => row.Position).ToListAsync();
        var effects = (await db.AuditEntries.OfAllOrganizations().Select(entry => entry.SubjectId).ToListAsync()).ToLookup(id => id);

        Assert.That(rows.Select(row => row.Id), Is.EqualTo(_entries.Select(entry => entry.Id)));
        foreach (var (row, entry) in rows.Zip(_entries))
        {
            entry.Due ??= entry.Status is MessageStatus.Pending ? row.NextAttemptAt : null;       // the backoff has jitter
            Assert.That(
                (row.Status, row.Attempts, row.NextAttemptAt, row.LeaseId, effects[row.Id].Count()),
                Is.EqualTo((entry.Status, entry.Attempts, entry.Due, entry.Lease, entry.Effects)));
        }
    }

    private void Settle(OutboxMessage row, MessageStatus status)
    {
        var entry = EntryOf(row);
        (entry.Status, entry.Due, entry.Lease) = (status, null, null);
    }

    private Entry EntryOf(OutboxMessage row) => _entries.Single(entry => entry.Id == row.Id);

    private sealed class Entry
    {
        public Guid Id { get; init; }
        public string? Key { get; init; }
        public MessagePriority Priority { get; init; }
        public MessageStatus Status { get; set; }
        public DateTimeOffset? Due { get; set; }
        public Guid? Lease { get; set; }
        public int Attempts { get; set; }
        public int Effects { get; set; }
        public bool WasDead { get; set; }
    }
}
