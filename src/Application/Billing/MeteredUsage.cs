using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>What features call when something is used that is paid for by its amount. It commits with the use case's own changes.</summary>
public sealed class MeteredUsage(IUsageRecordRepository records, IOutbox outbox, Tenant tenant, TimeProvider clock)
{
    /// <param name="meter">The provider's name of what is counted.</param>
    /// <param name="quantity">At least 1.</param>
    public void Record(string meter, long quantity)
    {
        var record = UsageRecord.Of(tenant.Id, meter, quantity, clock.GetUtcNow());
        records.Add(record);
        outbox.Add(new ReportUsage(record.OrganizationId, record.Id));
    }
}

/// <summary>Tells the provider what was used. The record's id goes with it, under which it counts once.</summary>
[StoredAs("billing.report_usage.v1"), Priority(MessagePriority.Low)]
public sealed record ReportUsage(Guid OrganizationId, Guid UsageRecordId) : IMessage, IInOrganization;

public sealed class ReportUsageHandler(
    IUsageRecordRepository records, ISubscriptionRepository subscriptions, IPaymentGateway gateway, TimeProvider clock) : IMessageHandler<ReportUsage>
{
    public async Task HandleAsync(ReportUsage message, MessageContext context, CancellationToken ct)
    {
        // Who is no customer pays for no amounts either: the free plan needs no provider.
        if (await records.FindAsync(message.UsageRecordId, ct) is not { ReportedAt: null } record
            || await subscriptions.FindAsync(ct) is not { CustomerId: { } customerId, IsCustomerDeleted: false })
            return;

        await gateway.ReportUsageAsync(
            new MeteredUse(record.Id, customerId, record.Meter, record.Quantity, record.UsedAt), $"usage:{record.Id}:{context.MessageId}:{context.Attempt}", ct);
        record.NoteReported(clock.GetUtcNow());
    }
}

public interface IUsageRecordRepository
{
    /// <summary>A record of the organization that was entered.</summary>
    Task<UsageRecord?> FindAsync(Guid id, CancellationToken ct);

    void Add(UsageRecord record);
}
