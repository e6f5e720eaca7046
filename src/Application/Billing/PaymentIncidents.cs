using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.Users;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>What those who run the platform are told: somebody paid twice, which is put right, or took a payment back.</summary>
public sealed class PaymentIncidents(IAdministrators administrators, IOutbox outbox, Emails emails) :
    IMessageHandler<SecondSubscriptionFound>,
    IMessageHandler<PaymentDisputed>
{
    public Task HandleAsync(SecondSubscriptionFound message, MessageContext context, CancellationToken ct)
    {
        outbox.Add(new UndoSecondSubscription(message.OrganizationId, message.SubscriptionId));
        Tell(administrator => emails.SecondSubscription(administrator, message.OrganizationId, message.SubscriptionId));
        return Task.CompletedTask;
    }

    public Task HandleAsync(PaymentDisputed message, MessageContext context, CancellationToken ct)
    {
        Tell(administrator => emails.PaymentDisputed(administrator, message.OrganizationId, message.DisputeId));
        return Task.CompletedTask;
    }

    private void Tell(Func<MailContact, SendEmail> compose)
    {
        foreach (var address in administrators.Addresses)
            outbox.Add(compose(new MailContact(address.Value, "Administrator")));
    }
}
