using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Tells the owners what happened to their subscription, whoever did it.</summary>
public sealed class SubscriptionNotices(OwnerMail owners, Emails emails, PlanCatalog plans, ReturnUrls urls) :
    IMessageHandler<SubscriptionStarted>,
    IMessageHandler<PlanChanged>,
    IMessageHandler<CancellationScheduled>,
    IMessageHandler<SubscriptionEnded>,
    IMessageHandler<TrialEnding>
{
    public Task HandleAsync(SubscriptionStarted message, MessageContext context, CancellationToken ct) => owners.SendAsync(
        message.OrganizationId,
        (owner, organization) => emails.SubscriptionStarted(owner, organization, NameOf(message.PlanCode), urls.Overview(message.OrganizationId)),
        ct);

    public Task HandleAsync(PlanChanged message, MessageContext context, CancellationToken ct) => owners.SendAsync(
        message.OrganizationId,
        (owner, organization) => message.RetainedUntil is { } from
            ? emails.PlanChangeScheduled(owner, organization, NameOf(message.To), from, urls.Overview(message.OrganizationId))
            : emails.PlanChanged(owner, organization, NameOf(message.To), urls.Overview(message.OrganizationId)),
        ct);

    public Task HandleAsync(CancellationScheduled message, MessageContext context, CancellationToken ct) => owners.SendAsync(
        message.OrganizationId,
        (owner, organization) => emails.CancellationScheduled(owner, organization, message.EndsAt, urls.Overview(message.OrganizationId)),
        ct);

    public Task HandleAsync(SubscriptionEnded message, MessageContext context, CancellationToken ct) => owners.SendAsync(
        message.OrganizationId,
        (owner, organization) => emails.SubscriptionEnded(owner, organization, NameOf(message.PlanCode), urls.Overview(message.OrganizationId)),
        ct);

    public Task HandleAsync(TrialEnding message, MessageContext context, CancellationToken ct) => owners.SendAsync(
        message.OrganizationId,
        (owner, organization) => emails.TrialEnding(owner, organization, message.EndsAt, urls.Overview(message.OrganizationId)),
        ct);

    private string NameOf(string planCode) => plans.Find(planCode)?.Name ?? planCode;
}
