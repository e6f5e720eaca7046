namespace MySaas.Domain.Common;

/// <summary>The unit that is loaded, changed by one method and saved whole; it remembers what happened to it.</summary>
public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>A version 7 UUID, so that keys sort by the time of creation.</summary>
    public Guid Id { get; protected init; }

    /// <summary>The optimistic concurrency token: it grows by one with every save.</summary>
    public long Version { get; private set; }

    /// <summary>What happened since the aggregate was loaded, in order.</summary>
    public IReadOnlyList<IDomainEvent> Events => _events;

    /// <summary>Hands over the events, once, to whoever saves them.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    protected void Raise(IDomainEvent happened) => _events.Add(happened);
}
