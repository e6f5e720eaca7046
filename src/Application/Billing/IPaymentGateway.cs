using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// The payment provider, in our words. It holds the truth about money. Every call leaves the process, so none is made inside a
/// transaction; every write carries a key of ours, under which the provider does the same thing once.
/// </summary>
/// <remarks>
/// All members throw <see cref="GatewayUnavailableException"/> when the provider did not answer or asked to slow down, and
/// <see cref="GatewayRefusedException"/> when it said no. An empty answer is neither: it is null.
/// </remarks>
public interface IPaymentGateway
{
    /// <summary>Whether there is a provider at all. Without one every call is refused.</summary>
    bool IsConfigured { get; }

    /// <returns>The customer's id.</returns>
    Task<string> CreateCustomerAsync(NewCustomer customer, string key, CancellationToken ct);

    Task<CheckoutPage> CreateCheckoutAsync(NewCheckout checkout, string key, CancellationToken ct);

    /// <returns>Null when the provider knows no such session.</returns>
    Task<CheckoutProgress?> FindCheckoutAsync(string sessionId, CancellationToken ct);

    /// <summary>Closes an open session; one that is closed already stays as it is.</summary>
    Task ExpireCheckoutAsync(string sessionId, CancellationToken ct);

    /// <returns>A page on which the customer changes how they pay.</returns>
    Task<string> CreatePortalAsync(string customerId, string returnUrl, CancellationToken ct);

    /// <returns>Null only when the provider says that there is no such subscription.</returns>
    Task<SubscriptionState?> FindSubscriptionAsync(string subscriptionId, CancellationToken ct);

    /// <summary>Sells another plan or interval; see <see cref="PlanSwitch"/> for when it counts.</summary>
    Task<SubscriptionState> ChangePlanAsync(PlanChange change, string key, CancellationToken ct);

    /// <summary>Sets the quantity, with proration.</summary>
    Task<SubscriptionState> SetSeatsAsync(string subscriptionId, int seats, string key, CancellationToken ct);

    /// <summary>Lets it end with the period that is paid, or takes that back.</summary>
    Task<SubscriptionState> SetCancellationAsync(string subscriptionId, bool atPeriodEnd, string key, CancellationToken ct);

    /// <summary>Ends it now. One that has ended, or is unknown, stays as it is.</summary>
    Task CancelNowAsync(string subscriptionId, string key, CancellationToken ct);

    /// <summary>Pays back all that was paid for a subscription, through its invoices' payments. What is paid back already stays so.</summary>
    Task RefundAsync(string subscriptionId, string key, CancellationToken ct);

    /// <returns>Null when the provider knows no such invoice.</returns>
    Task<InvoiceState?> FindInvoiceAsync(string invoiceId, CancellationToken ct);

    /// <returns>The customer who takes a payment back at their bank; null when the provider knows no such dispute, or no customer paid.</returns>
    Task<string?> FindDisputerAsync(string disputeId, CancellationToken ct);

    /// <summary>Tells what was used of a metered price. What has come in already under its id counts once.</summary>
    Task ReportUsageAsync(MeteredUse use, string key, CancellationToken ct);

    /// <summary>Subscriptions in every state, newest first, but for those that are nothing we could have sold.</summary>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    Task<ProviderPage<ListedSubscription>> ListSubscriptionsAsync(string? after, CancellationToken ct);

    /// <summary>Events of the kinds that are used, newest first, as their raw text; the provider keeps them for 30 days.</summary>
    /// <param name="since">The oldest, by the provider's clock.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    Task<ProviderPage<ProviderEvent>> ListEventsAsync(DateTimeOffset since, string? after, CancellationToken ct);

    /// <summary>Makes or renews a plan's product and prices; it deletes nothing.</summary>
    /// <returns>What it found and did, thing by thing.</returns>
    Task<IReadOnlyList<CatalogItem>> SyncPlanAsync(Plan plan, CancellationToken ct);
}

/// <param name="Name">The organization's.</param>
/// <param name="Email">Where the provider writes to, if it is set to.</param>
public sealed record NewCustomer(Guid OrganizationId, string Name, string Email);

/// <param name="Seats">How many people are paid for.</param>
/// <param name="TrialDays">Days before the first payment; zero for none.</param>
public sealed record NewCheckout(
    Guid OrganizationId, string CustomerId, string PlanCode, BillingInterval Interval, int Seats, int TrialDays, string SuccessUrl, string CancelUrl);

public sealed record CheckoutPage(string SessionId, string Url, DateTimeOffset ExpiresAt);

/// <param name="IsOpen">Whether it can still be paid.</param>
/// <param name="SubscriptionId">What came of it; null while nothing has.</param>
public sealed record CheckoutProgress(string SessionId, bool IsOpen, string? SubscriptionId);

/// <param name="Id">Of ours.</param>
/// <param name="Meter">The provider's name of what is counted.</param>
/// <param name="At">Up to 35 days ago.</param>
public sealed record MeteredUse(Guid Id, string CustomerId, string Meter, long Quantity, DateTimeOffset At);

/// <param name="RetainedPlanCode">The plan that stays open until the period ends, when the new one is less; otherwise null.</param>
public sealed record PlanChange(SubscriptionState Current, string PlanCode, BillingInterval Interval, PlanSwitch Switch, string? RetainedPlanCode);

/// <param name="Next">Where it ends and the next one begins; null when there is no next one.</param>
public sealed record ProviderPage<T>(IReadOnlyList<T> Items, string? Next);

/// <param name="Claimant">The organization that it names, as we wrote it there; null when it names none.</param>
public sealed record ListedSubscription(SubscriptionState State, Guid? Claimant);

/// <param name="Name">A product or a price, by its name at the provider.</param>
public sealed record CatalogItem(string Name, CatalogOutcome Outcome);

public enum CatalogOutcome
{
    Unchanged,
    Created,
    Updated,
}

/// <summary>The provider did not answer, failed, or asked to slow down: nothing is known, and trying again may help.</summary>
public sealed class GatewayUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the caller of a use case hears.</summary>
    public static readonly Refusal Refusal = new(
        RefusalKind.Unavailable, "billing.unavailable", "The payment provider does not answer right now; try again shortly.", TimeSpan.FromSeconds(5));

    /// <summary>Whether it answered with a failure, and would give the same answer again to the same key.</summary>
    public bool IsReplayed { get; init; }
}

/// <summary>The provider understood and said no; it would say so again to the same key.</summary>
/// <param name="code">The provider's own code, such as <c>card_declined</c>.</param>
/// <param name="message">Without personal data.</param>
public sealed class GatewayRefusedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The code of a write for a customer who does not exist (any more).</summary>
    public const string CustomerMissing = "customer_missing";

    public string Code { get; } = code;
}
