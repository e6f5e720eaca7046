using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>Cancels a subscription that came to be beside another, and pays back what was paid for it.</summary>
[StoredAs("billing.undo_second_subscription.v1")]
public sealed record UndoSecondSubscription(Guid OrganizationId, string SubscriptionId) : IMessage, IInOrganization;

public sealed class UndoSecondSubscriptionHandler(IPaymentGateway gateway) : IMessageHandler<UndoSecondSubscription>
{
    public async Task HandleAsync(UndoSecondSubscription message, MessageContext context, CancellationToken ct)
    {
        // What is cancelled, or paid back, stays so: another key for another attempt does neither twice.
        var key = $"second:{message.SubscriptionId}:{context.MessageId}:{context.Attempt}";
        await gateway.CancelNowAsync(message.SubscriptionId, key, ct);
        await gateway.RefundAsync(message.SubscriptionId, key, ct);
    }
}
