using MySaas.Application.Organizations;

namespace MySaas.Application.Notifications;

/// <summary>About money. The number of an invoice stands in its receipt and in no other mail.</summary>
public sealed partial class Emails
{
    public SendEmail SubscriptionStarted(MailContact owner, string organizationName, string planName, string link) =>
        ToOwner(owner, "subscription-started", organizationName, ("planName", planName), ("link", link));

    public SendEmail PlanChanged(MailContact owner, string organizationName, string planName, string link) =>
        ToOwner(owner, "plan-changed", organizationName, ("planName", planName), ("link", link));

    public SendEmail PlanChangeScheduled(MailContact owner, string organizationName, string planName, DateTimeOffset from, string link) =>
        ToOwner(owner, "plan-change-scheduled", organizationName, ("planName", planName), ("from", InWords(from)), ("link", link));

    public SendEmail CancellationScheduled(MailContact owner, string organizationName, DateTimeOffset endsAt, string link) =>
        ToOwner(owner, "cancellation-scheduled", organizationName, ("endsAt", InWords(endsAt)), ("link", link));

    public SendEmail SubscriptionEnded(MailContact owner, string organizationName, string planName, string link) =>
        ToOwner(owner, "subscription-ended", organizationName, ("planName", planName), ("link", link));

    /// <param name="link">Where the invoice can be seen.</param>
    public SendEmail Receipt(MailContact owner, string organizationName, string number, string amount, string link) =>
        ToOwner(owner, "receipt", organizationName, ("number", number), ("amount", amount), ("link", link));

    /// <param name="until">Until when nothing changes.</param>
    /// <param name="link">Where it can be paid.</param>
    public SendEmail PaymentOverdue(MailContact owner, string organizationName, DateTimeOffset until, string link) =>
        ToOwner(owner, "payment-overdue", organizationName, ("until", InWords(until)), ("link", link));

    /// <inheritdoc cref="PaymentOverdue"/>
    public SendEmail PaymentReminder(MailContact owner, string organizationName, DateTimeOffset until, string link) =>
        ToOwner(owner, "payment-reminder", organizationName, ("until", InWords(until)), ("link", link));

    public SendEmail TrialEnding(MailContact owner, string organizationName, DateTimeOffset endsAt, string link) =>
        ToOwner(owner, "trial-ending", organizationName, ("endsAt", InWords(endsAt)), ("link", link));

    /// <param name="link">The provider's page on which the bank asks.</param>
    public SendEmail PaymentActionRequired(MailContact owner, string organizationName, string amount, string link) =>
        ToOwner(owner, "payment-action-required", organizationName, ("amount", amount), ("link", link));

    public SendEmail SecondSubscription(MailContact administrator, Guid organizationId, string subscriptionId) => To(administrator.Email, "second-subscription",
        ("displayName", administrator.DisplayName), ("organizationId", organizationId.ToString()), ("subscriptionId", subscriptionId));

    public SendEmail PaymentDisputed(MailContact administrator, Guid organizationId, string disputeId) => To(administrator.Email, "payment-disputed",
        ("displayName", administrator.DisplayName), ("organizationId", organizationId.ToString()), ("disputeId", disputeId));

    private static SendEmail ToOwner(MailContact owner, string template, string organizationName, params (string Name, string Value)[] values) =>
        To(owner.Email, template, [.. values, ("displayName", owner.DisplayName), ("organizationName", organizationName)]);
}
