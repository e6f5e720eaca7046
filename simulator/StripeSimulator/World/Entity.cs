using System.Text.Json.Nodes;

namespace MySaas.StripeSimulator.World;

/// <summary>One object at Stripe: what it knows, how it looks in an answer, and when time has something to do with it.</summary>
public abstract class Entity
{
    public string Id { get; set; } = "";

    public DateTimeOffset Created { get; set; }

    /// <summary>Order of creation; <see cref="Created"/> has whole seconds only.</summary>
    public long Sequence { get; set; }

    public Dictionary<string, string> Metadata { get; set; } = [];

    /// <summary>Deleted, and only to be found by its own path: nothing new can refer to it.</summary>
    internal virtual bool IsGone => false;

    /// <summary>What its events begin with: <c>customer.subscription</c> for <c>customer.subscription.updated</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>As Stripe shows it without <c>expand</c>: related objects are ids.</summary>
    internal abstract JsonObject Render(StripeWorld world);

    /// <summary>When time will next change this object by itself; null while nothing is due.</summary>
    internal virtual DateTimeOffset? NextDue(StripeWorld world) => null;

    /// <summary>Does what is due at the clock's time. Afterwards <see cref="NextDue"/> is later or null.</summary>
    internal virtual void RunDue(StripeWorld world)
    {
    }
}
