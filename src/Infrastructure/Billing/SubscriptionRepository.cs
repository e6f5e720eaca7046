using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class SubscriptionRepository(AppDbContext db) : ISubscriptionRepository
{
    public Task<Subscription?> FindAsync(CancellationToken ct) => db.Subscriptions.FirstOrDefaultAsync(ct);

    public async Task<Guid?> FindOrganizationAsync(string customerId, CancellationToken ct) =>
        await db.Subscriptions.OfAllOrganizations()
            .Where(subscription => subscription.CustomerId == customerId)
            .Select(subscription => (Guid?)subscription.OrganizationId).FirstOrDefaultAsync(ct);

    public void Add(Subscription subscription) => db.Add(subscription);
}

internal sealed class CheckoutSessionRepository(AppDbContext db) : ICheckoutSessionRepository
{
    public Task<CheckoutSession?> FindAsync(CancellationToken ct) => db.CheckoutSessions.FirstOrDefaultAsync(ct);

    public void Add(CheckoutSession session) => db.Add(session);

    public void Remove(CheckoutSession session) => db.Remove(session);
}

internal sealed class InvoiceRepository(AppDbContext db) : IInvoiceRepository
{
    public Task<Invoice?> FindAsync(string invoiceId, CancellationToken ct) =>
        db.Invoices.FirstOrDefaultAsync(invoice => invoice.InvoiceId == invoiceId, ct);

    public void Add(Invoice invoice) => db.Add(invoice);
}
