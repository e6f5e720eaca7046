using System.Text.Json.Serialization;
using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// What happened to an organization's subscription: a line of its audit log, and a mail to its owners. Subscriptions and
/// invoices are told by the payment provider's ids.
/// </summary>
public abstract record BillingEvent([property: JsonIgnore] Guid InOrganization, [property: JsonIgnore] string Action) : IAudited
{
    Guid IAudited.SubjectId => InOrganization;

    Guid? IAudited.OrganizationId => InOrganization;
}

public sealed record CheckoutStarted(Guid OrganizationId, string PlanCode, BillingInterval Interval)
    : BillingEvent(OrganizationId, "billing.checkout_started");

[StoredAs("billing.subscription_started.v1")]
public sealed record SubscriptionStarted(
    Guid OrganizationId, string SubscriptionId, string PlanCode, BillingInterval Interval, SubscriptionStatus Status)
    : BillingEvent(OrganizationId, "billing.subscription_started");

/// <param name="RetainedUntil">Until when the old plan stays open, after a downgrade; null when the new one counts at once.</param>
[StoredAs("billing.plan_changed.v1")]
public sealed record PlanChanged(
    Guid OrganizationId, string SubscriptionId, string From, string To, BillingInterval Interval, DateTimeOffset? RetainedUntil)
    : BillingEvent(OrganizationId, "billing.plan_changed");

[StoredAs("billing.cancellation_scheduled.v1")]
public sealed record CancellationScheduled(Guid OrganizationId, string SubscriptionId, DateTimeOffset EndsAt)
    : BillingEvent(OrganizationId, "billing.cancellation_scheduled");

public sealed record CancellationWithdrawn(Guid OrganizationId, string SubscriptionId)
    : BillingEvent(OrganizationId, "billing.cancellation_withdrawn");

[StoredAs("billing.subscription_ended.v1")]
public sealed record SubscriptionEnded(Guid OrganizationId, string SubscriptionId, string PlanCode)
    : BillingEvent(OrganizationId, "billing.subscription_ended");

/// <summary>A renewal was not paid; from now on the grace period counts.</summary>
[StoredAs("billing.payment_overdue.v1")]
public sealed record PaymentOverdue(Guid OrganizationId, string SubscriptionId, DateTimeOffset Since)
    : BillingEvent(OrganizationId, "billing.payment_overdue");

public sealed record PaymentRecovered(Guid OrganizationId, string SubscriptionId)
    : BillingEvent(OrganizationId, "billing.payment_recovered");

[StoredAs("billing.trial_ending.v1")]
public sealed record TrialEnding(Guid OrganizationId, string SubscriptionId, DateTimeOffset EndsAt)
    : BillingEvent(OrganizationId, "billing.trial_ending");

/// <summary>A payer took a payment back at their bank.</summary>
[StoredAs("billing.payment_disputed.v1")]
public sealed record PaymentDisputed(Guid OrganizationId, string DisputeId)
    : BillingEvent(OrganizationId, "billing.payment_disputed");

/// <summary>Two devices paid at once: the older subscription stays, and this one is cancelled and paid back.</summary>
[StoredAs("billing.second_subscription_found.v1")]
public sealed record SecondSubscriptionFound(Guid OrganizationId, string SubscriptionId, string Kept)
    : BillingEvent(OrganizationId, "billing.second_subscription_found");

[StoredAs("billing.invoice_paid.v1")]
public sealed record InvoicePaid(Guid OrganizationId, string InvoiceId, string? Number)
    : BillingEvent(OrganizationId, "billing.invoice_paid");

/// <summary>The bank wants to hear from the payer before it pays.</summary>
[StoredAs("billing.payment_action_required.v1")]
public sealed record PaymentActionRequired(Guid OrganizationId, string InvoiceId)
    : BillingEvent(OrganizationId, "billing.payment_action_required");
