using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>How operators see a queue that grows, stands still, or loses letters.</summary>
internal sealed class OutboxGaugesTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task The_unfinished_and_the_dead_are_counted_by_type_and_the_longest_wait_is_told()
    {
        await Node.CommitAsync(db => db.AddRange(
            Message("mail.v1"), Message("mail.v1", after: TimeSpan.FromDays(7)), Message("export.v1"),
            Message("mail.v1", settle: row => row.Complete(Node.Now, forgetPayload: false)),
            Message("export.v1", settle: row => row.Bury(Node.Now, new FailedAttempt(1, Node.Now, "node", "poison")))));
        Node.Clock.Advance(TimeSpan.FromSeconds(90));

        var seen = await ObserveAsync();

        Assert.That(seen, Is.EquivalentTo(new Dictionary<string, double>
        {
            ["mysaas.messages.unfinished mail.v1"] = 2,
            ["mysaas.messages.unfinished export.v1"] = 1,
            ["mysaas.messages.dead export.v1"] = 1,
            ["mysaas.messages.delay"] = 90,
        }));
    }

    [Test]
    public async Task An_empty_outbox_has_no_delay() =>
        Assert.That(await ObserveAsync(), Is.EquivalentTo(new Dictionary<string, double> { ["mysaas.messages.delay"] = 0 }));

    private async Task<IDictionary<string, double>> ObserveAsync()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var gauges = new OutboxGauges(Node.Get<OutboxCensus>(), Node.Clock, NullLogger<OutboxGauges>.Instance);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == gauges.Meter)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();

        await gauges.CountAsync(CancellationToken.None);
        listener.RecordObservableInstruments();
        return seen;
    }

    private OutboxMessage Message(string type, TimeSpan after = default, Action<OutboxMessage>? settle = null)
    {
        var message = new OutboxMessage(type, "{}", Node.Now, Node.Now + after, traceParent: null);
        settle?.Invoke(message);
        return message;
    }
}
