using MySaas.Application.Organizations;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Billing;

/// <summary>
/// Keeps one checkout open per organization. Its row is unique, and the provider is written to under keys that two tabs share: of
/// two who begin at once both are sent to the same page.
/// </summary>
public sealed class CheckoutDesk(
    ICheckoutSessionRepository checkouts, SubscriptionProjection projection, CheckoutOrder order, IPaymentGateway gateway, TimeProvider clock)
{
    /// <returns>Null when it turns out that the organization has subscribed by now.</returns>
    public async Task<CheckoutSession?> OpenAsync(Organization organization, Subscription subscription, StartCheckout wanted, CancellationToken ct)
    {
        var (plan, interval) = (wanted.PlanCode, wanted.Interval!.Value);
        var session = await checkouts.FindAsync(ct);
        if (session is not null && await IsUsableAsync(session, plan, interval, ct))
            return session;
        if (session is not null && await CloseAsync(session, subscription, ct))
            return null;

        var page = await order.PlaceAsync(organization, subscription, wanted, ct);
        if (session is null)
            checkouts.Add(session = CheckoutSession.Open(organization.Id, plan, interval, page.SessionId, page.Url, page.ExpiresAt, clock.GetUtcNow()));
        else
            session.Replace(plan, interval, page.SessionId, page.Url, page.ExpiresAt);
        return session;
    }

    private async Task<bool> IsUsableAsync(CheckoutSession session, string plan, BillingInterval interval, CancellationToken ct) =>
        session.Offers(plan, interval, clock.GetUtcNow()) && await gateway.FindCheckoutAsync(session.SessionId, ct) is { IsOpen: true };

    /// <returns>Whether it was paid before it could be closed.</returns>
    private async Task<bool> CloseAsync(CheckoutSession session, Subscription subscription, CancellationToken ct)
    {
        await gateway.ExpireCheckoutAsync(session.SessionId, ct);
        if (await gateway.FindCheckoutAsync(session.SessionId, ct) is { SubscriptionId: { } bought })
            await projection.RefreshAsync(subscription.OrganizationId, subscription.CustomerId!, bought, ct);
        subscription.NoteClosedCheckout();
        if (!subscription.Status.IsLive())
            return false;
        checkouts.Remove(session);
        return true;
    }
}

/// <summary>What is ordered at the provider: a plan for all members, with a trial if it is the organization's first.</summary>
public sealed class CheckoutOrder(PlanCatalog plans, IUsageReads usage, ReturnUrls urls, Payer payer, IPaymentGateway gateway)
{
    public async Task<CheckoutPage> PlaceAsync(Organization organization, Subscription subscription, StartCheckout wanted, CancellationToken ct)
    {
        try
        {
            return await SendAsync(organization, subscription, wanted, ct);
        }
        catch (GatewayRefusedException refused) when (refused.Code is GatewayRefusedException.CustomerMissing)
        {
            subscription.NoteCustomerDeleted(subscription.CustomerId!);
            return await SendAsync(organization, subscription, wanted, ct);
        }
    }

    private async Task<CheckoutPage> SendAsync(Organization organization, Subscription subscription, StartCheckout wanted, CancellationToken ct)
    {
        var checkout = new NewCheckout(
            organization.Id,
            await payer.GetAsync(organization, subscription, ct),
            wanted.PlanCode,
            wanted.Interval!.Value,
            Seats: (int)await usage.CountMembersAsync(ct),
            TrialDays: subscription.HasHadTrial ? 0 : plans.Find(wanted.PlanCode)!.TrialDays,
            wanted.SuccessUrl ?? urls.ThankYou(organization.Id),
            wanted.CancelUrl ?? urls.Cancelled);
        return await gateway.CreateCheckoutAsync(checkout, WriteKeys.ForBeginning("checkout", subscription, checkout), ct);
    }
}

/// <summary>The organization as the provider's customer.</summary>
public sealed class Payer(IMembershipRepository memberships, IPaymentGateway gateway)
{
    /// <summary>The provider's id. The customer is made once, and made again when somebody has deleted it over there.</summary>
    public async Task<string> GetAsync(Organization organization, Subscription subscription, CancellationToken ct)
    {
        if (subscription is { CustomerId: { } known, IsCustomerDeleted: false })
            return known;
        var owners = await memberships.ListOwnersAsync(ct);
        var key = WriteKeys.ForBeginning("customer", subscription, content: subscription.CustomerId ?? "the first");
        var id = await gateway.CreateCustomerAsync(new NewCustomer(organization.Id, organization.Name, owners[0].Email), key, ct);
        subscription.BecomeCustomer(id);
        return id;
    }
}
