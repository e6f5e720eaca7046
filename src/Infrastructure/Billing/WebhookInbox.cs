using System.Data.Common;
using System.Runtime.CompilerServices;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// Takes events in: their rows, and the messages that process them. It goes past the change tracker, and what arrives at the same time is written
/// together, since Stripe waits for each of thousands and no use case has anything else to commit with them.
/// </summary>
internal sealed class WebhookInbox
{
    private const int MostTogether = 64;

    private readonly DirectSql _sql;
    private readonly SqlDialect _dialect;
    private readonly MessageSerializer _serializer;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<Arrival, bool> _inserts;

    public WebhookInbox(DirectSql sql, SqlDialect dialect, MessageSerializer serializer, OutboxSignal signal, TimeProvider clock)
    {
        (_sql, _dialect, _serializer, _signal, _clock) = (sql, dialect, serializer, signal, clock);
        _inserts = new(InsertAsync, dialect.CanPassOver ? MostTogether : 1);
    }

    /// <summary>False when the event is there already.</summary>
    public Task<bool> StoreAsync(WebhookEvent told)
    {
        // Made here and not with the others', since it carries the trace of the request that it came by.
        var message = told.IsIgnored ? null : _serializer.RowOf(ProcessWebhookEvent.Of(told), _clock.GetUtcNow());
        if (message is not null)
            told.Enqueue(message.Id);
        return _inserts.WriteAsync(new Arrival(told, message));
    }

    private async Task<IReadOnlyList<bool>> InsertAsync(IReadOnlyList<Arrival> group)
    {
        var statements = new List<FormattableString>();
        var positions = new List<int>();
        foreach (var (told, message) in group)
        {
            positions.Add(statements.Count);
            statements.Add(RowOf(told));
            if (message is not null)
                statements.Add(RowOf(message, of: told));
        }

        try
        {
            var changed = await _sql.ExecuteTogetherAsync(statements, CancellationToken.None);
            _signal.Notify();
            return [.. positions.Select(position => changed[position] > 0)];
        }
        catch (DbException failure) when (group.Count == 1 && DatabaseFaults.IsDuplicate(failure))
        {
            return [false];
        }
    }

    private FormattableString RowOf(WebhookEvent told) => FormattableStringFactory.Create(
        $$"""
        INSERT INTO [WebhookEvents]
            ([Id], [EventId], [Type], [ApiVersion], [OccurredAt], [CustomerId], [SubscriptionId], [InvoiceId], [ObjectId], [Claimant],
             [Payload], [ReceivedAt], [IsIgnored], [MessageId], [Attempts], [Version])
        VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, 0, 0){{_dialect.PassOver}}
        """,
        told.Id, told.EventId, told.Type, told.ApiVersion, told.OccurredAt, told.CustomerId, told.SubscriptionId, told.InvoiceId, told.ObjectId,
        told.Claimant, told.Payload, told.ReceivedAt, told.IsIgnored, told.MessageId);

    private static FormattableString RowOf(OutboxMessage message, WebhookEvent of) =>
        $"""
        INSERT INTO [OutboxMessages]
            ([Id], [Type], [Payload], [Priority], [OrderingKey], [Status], [Attempts], [CreatedAt], [NextAttemptAt], [History], [TraceParent])
        SELECT {message.Id}, {message.Type}, {message.Payload}, {message.Priority}, {message.OrderingKey}, {message.Status}, 0,
            {message.CreatedAt}, {message.NextAttemptAt}, '[]', {message.TraceParent}
        WHERE EXISTS (SELECT 1 FROM [WebhookEvents] WHERE [Id] = {of.Id})
        """;

    private sealed record Arrival(WebhookEvent Told, OutboxMessage? Message);
}
