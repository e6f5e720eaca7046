using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Events;

namespace MySaas.StripeSimulator.World;

/// <summary>How its objects come, change and go, and how that is told.</summary>
public sealed partial class StripeWorld
{
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);

    /// <summary>Gives a new object its id and its place in time, and tells of it.</summary>
    internal T Add<T>(Table<T> table, string prefix, T entity, bool announce = true) where T : Entity
    {
        while (entity.Id.Length == 0 || _all.ContainsKey(entity.Id))
            entity.Id = Ids.Next(prefix);                          // a seed that starts again meets its own ids
        entity.Created = Clock.Now;
        entity.Sequence = ++_sequence;
        table.Add(entity);
        _all.Add(entity.Id, entity);
        Touch(entity);
        if (announce)
            Emit($"{entity.Kind}.created", entity);
        return entity;
    }

    /// <summary>Changes an object, and tells what was before if the change shows.</summary>
    internal void Change(Entity entity, Action change)
    {
        var before = entity.Render(this);
        change();
        Touch(entity);
        var after = entity.Render(this);
        var previous = new JsonObject();
        foreach (var (name, value) in before)
        {
            if (!JsonNode.DeepEquals(value, after[name]))
                previous[name] = value?.DeepClone();
        }

        if (previous.Count > 0)
            Emit($"{entity.Kind}.updated", after, previous);
    }

    /// <summary>Changes an object without telling; the caller tells in other words.</summary>
    internal void ChangeQuietly(Entity entity, Action change)
    {
        change();
        Touch(entity);
    }

    internal void Remove<T>(Table<T> table, T entity) where T : Entity
    {
        table.Remove(entity);
        _all.Remove(entity.Id);
        Version++;
    }

    internal void Emit(string type, Entity entity) => Emit(type, entity.Render(this));

    internal void Emit(string type, JsonObject entity, JsonObject? previous = null)
    {
        var data = new JsonObject { ["object"] = entity };
        if (previous is not null)
            data["previous_attributes"] = previous;
        var happened = Add(Events, "evt", new StripeEvent
        {
            Type = type,
            Data = data,
            RequestId = RequestInProgress?.Id,
            IdempotencyKey = RequestInProgress?.IdempotencyKey,
            Livemode = Livemode,
        }, announce: false);
        ForgetOldEvents();
        Webhooks.Announce(happened);
    }

    internal void Touch(Entity? entity = null)
    {
        if (entity is not null)
            _agenda.Set(entity);
        Version++;
    }

    internal void Adopt(Entity entity)
    {
        _all.Add(entity.Id, entity);
        _sequence = Math.Max(_sequence, entity.Sequence);
        Touch(entity);
    }

    // Stripe keeps them for so long, too.
    private void ForgetOldEvents()
    {
        while (Events.First() is { PendingDeliveries: 0 } oldest && oldest.Created < Clock.Now - EventsKept)
            Remove(Events, oldest);
    }
}
