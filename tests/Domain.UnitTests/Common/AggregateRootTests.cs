using MySaas.Domain.Common;

namespace MySaas.Domain.UnitTests.Common;

public sealed class AggregateRootTests
{
    [Test]
    public void Events_are_kept_in_the_order_in_which_they_happened()
    {
        var lamp = new Lamp();

        lamp.Switch(on: true);
        lamp.Switch(on: false);

        Assert.That(lamp.Events, Is.EqualTo(new[] { new Switched(true), new Switched(false) }));
    }

    [Test]
    public void Events_are_handed_over_once()
    {
        var lamp = new Lamp();
        lamp.Switch(on: true);

        var taken = lamp.TakeEvents();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.EqualTo(new[] { new Switched(true) }));
            Assert.That(lamp.Events, Is.Empty);
            Assert.That(lamp.TakeEvents(), Is.Empty);
        }
    }

    private sealed record Switched(bool On) : IDomainEvent;

    private sealed class Lamp : AggregateRoot
    {
        public void Switch(bool on) => Raise(new Switched(on));
    }
}
