using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// The one checkout that an organization has open, on the payment provider's page. Its row is unique per organization, so that
/// two tabs share it.
/// </summary>
public sealed class CheckoutSession : AggregateRoot, IOwnedByOrganization
{
    private CheckoutSession() { }            // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>The provider's id.</summary>
    public string SessionId { get; private set; } = "";

    public string PlanCode { get; private set; } = "";
    public BillingInterval Interval { get; private set; }

    /// <summary>The provider's page.</summary>
    public string Url { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    public static CheckoutSession Open(
        Guid organizationId, string planCode, BillingInterval interval, string sessionId, string url, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var session = new CheckoutSession { Id = Guid.CreateVersion7(now), OrganizationId = organizationId };
        session.Replace(planCode, interval, sessionId, url, expiresAt);
        return session;
    }

    /// <summary>Another takes its place; the caller has closed the one before at the provider.</summary>
    public void Replace(string planCode, BillingInterval interval, string sessionId, string url, DateTimeOffset expiresAt)
    {
        (PlanCode, Interval) = (planCode, interval);
        (SessionId, Url, ExpiresAt) = (sessionId, url, expiresAt);
        Raise(new CheckoutStarted(OrganizationId, planCode, interval));
    }

    /// <summary>Whether whoever asks for the plan can be sent to its page.</summary>
    public bool Offers(string planCode, BillingInterval interval, DateTimeOffset now) =>
        (PlanCode, Interval) == (planCode, interval) && now < ExpiresAt;
}
