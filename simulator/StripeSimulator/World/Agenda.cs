namespace MySaas.StripeSimulator.World;

/// <summary>What time will do next, in order: renewals, ends of trials, retries, expiries.</summary>
internal sealed class Agenda(StripeWorld world)
{
    private readonly SortedSet<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byId = [];

    public DateTimeOffset? Next => _entries.Count == 0 ? null : _entries.Min.At;

    /// <summary>To be called after each change of the object.</summary>
    public void Set(Entity entity)
    {
        var due = entity.NextDue(world);
        if (_byId.Remove(entity.Id, out var old))
            _entries.Remove(old);
        if (due is { } at)
            _entries.Add(_byId[entity.Id] = new Entry(at, entity.Sequence, entity));
    }

    public void RunUntil(DateTimeOffset now)
    {
        while (_entries.Count > 0 && _entries.Min is var first && first.At <= now)
        {
            world.Clock.At(first.At, () => first.Entity.RunDue(world));
            Set(first.Entity);
            if (_byId.TryGetValue(first.Entity.Id, out var again) && again.At <= first.At)
                throw new InvalidOperationException($"{first.Entity.Id} is due again at {again.At:O} and would never come to rest.");
        }
    }

    public void Clear()
    {
        _entries.Clear();
        _byId.Clear();
    }

    private readonly record struct Entry(DateTimeOffset At, long Sequence, Entity Entity) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => (At, Sequence).CompareTo((other.At, other.Sequence));
    }
}
