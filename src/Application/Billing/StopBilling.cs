using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Billing;

/// <summary>Ends at the provider what an organization had there. The organization is gone by then, so all that it takes is here.</summary>
[StoredAs("billing.stop.v1")]
public sealed record StopBilling(string? SubscriptionId, string? CheckoutSessionId) : IMessage;

public sealed class StopBillingHandler(IPaymentGateway gateway) : IMessageHandler<StopBilling>
{
    public async Task HandleAsync(StopBilling message, MessageContext context, CancellationToken ct)
    {
        var bought = message.CheckoutSessionId is { } sessionId ? await CloseAsync(sessionId, ct) : null;
        foreach (var id in new[] { message.SubscriptionId, bought }.OfType<string>().Distinct())
            await gateway.CancelNowAsync(id, $"stop:{id}:{context.MessageId}:{context.Attempt}", ct);
    }

    /// <returns>What was bought before it could be closed.</returns>
    private async Task<string?> CloseAsync(string sessionId, CancellationToken ct)
    {
        await gateway.ExpireCheckoutAsync(sessionId, ct);
        return (await gateway.FindCheckoutAsync(sessionId, ct))?.SubscriptionId;
    }
}

/// <summary>Stops the billing of organizations that are erased, in the transaction that erases them.</summary>
public sealed class BillingStop(IProviderTieReads ties, IOutbox outbox)
{
    public async Task RequestAsync(Guid organizationId, CancellationToken ct)
    {
        if (await ties.FindAsync(organizationId, ct) is { IsNone: false } tie)
            outbox.Add(new StopBilling(tie.SubscriptionId, tie.CheckoutSessionId));
    }
}

/// <param name="SubscriptionId">One that goes on.</param>
/// <param name="CheckoutSessionId">One that may be open.</param>
public sealed record ProviderTies(string? SubscriptionId, string? CheckoutSessionId)
{
    public bool IsNone => SubscriptionId is null && CheckoutSessionId is null;
}

public interface IProviderTieReads
{
    /// <summary>What an organization, entered or not, has at the payment provider.</summary>
    Task<ProviderTies> FindAsync(Guid organizationId, CancellationToken ct);
}
