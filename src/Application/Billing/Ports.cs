using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

public interface ISubscriptionRepository
{
    /// <summary>That of the organization that was entered; null before its first checkout.</summary>
    Task<Subscription?> FindAsync(CancellationToken ct);

    /// <summary>The organization that is this customer of the provider's; null when there is none.</summary>
    Task<Guid?> FindOrganizationAsync(string customerId, CancellationToken ct);

    /// <exception cref="DuplicateException">At the commit: the organization has one by now.</exception>
    void Add(Subscription subscription);
}

public interface ICheckoutSessionRepository
{
    /// <summary>The open one of the organization that was entered.</summary>
    Task<CheckoutSession?> FindAsync(CancellationToken ct);

    /// <exception cref="DuplicateException">At the commit: another tab opened one.</exception>
    void Add(CheckoutSession session);

    void Remove(CheckoutSession session);
}

public interface IInvoiceRepository
{
    /// <param name="invoiceId">The provider's id, of an invoice of the organization that was entered.</param>
    Task<Invoice?> FindAsync(string invoiceId, CancellationToken ct);

    /// <exception cref="DuplicateException">At the commit: it has come in by another way.</exception>
    void Add(Invoice invoice);
}

/// <summary>What the payment provider told us and how far we are with it.</summary>
public interface IWebhookEventRepository
{
    Task<WebhookEvent?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Stores an event and queues its processing, complete when it returns; false when it is there already.</summary>
    Task<bool> StoreAsync(WebhookEvent told, CancellationToken ct);

    /// <returns>Those among these ids of the provider's that are stored.</returns>
    Task<IReadOnlySet<string>> ListKnownAsync(IReadOnlyList<string> eventIds, CancellationToken ct);

    /// <summary>Deletes what is done or ignored and was received before then; up to <paramref name="limit"/>.</summary>
    Task<int> DeleteFinishedAsync(DateTimeOffset receivedBefore, int limit, CancellationToken ct);
}

/// <summary>What the payment provider told us, as operators see it.</summary>
public interface IWebhookEventReads
{
    /// <summary>Up to <c>Limit + 1</c> events, newest first.</summary>
    Task<IReadOnlyList<WebhookEventDto>> ListAsync(WebhookEventStatus? status, string? type, PageRequest page, CancellationToken ct);

    Task<WebhookEventDetailsDto?> FindAsync(Guid id, CancellationToken ct);
}

/// <summary>Reads what claims to come from the payment provider.</summary>
public interface IWebhookReader
{
    /// <param name="payload">The body to the letter.</param>
    /// <param name="signature">The header that proves where it comes from; null when there is none.</param>
    /// <returns>Null when the signature is missing, wrong, or not of these five minutes.</returns>
    /// <exception cref="RefusedException">It is signed, and no event.</exception>
    WebhookEvent? Read(ReadOnlyMemory<byte> payload, string? signature);

    /// <summary>An event that was fetched from the provider itself.</summary>
    WebhookEvent Trust(ProviderEvent told);
}

/// <param name="EventId">The provider's id.</param>
/// <param name="Payload">The event to the letter.</param>
public sealed record ProviderEvent(string EventId, string Payload);
