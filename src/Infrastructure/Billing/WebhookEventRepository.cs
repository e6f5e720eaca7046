using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class WebhookEventRepository(AppDbContext db, WebhookInbox inbox) : IWebhookEventRepository
{
    public Task<WebhookEvent?> FindAsync(Guid id, CancellationToken ct) => db.WebhookEvents.FirstOrDefaultAsync(told => told.Id == id, ct);

    public async Task<bool> StoreAsync(WebhookEvent told, CancellationToken ct)
    {
        var isNew = await inbox.StoreAsync(told);        // if not, whatever there is to do is done, or will be
        BillingMetrics.Received(!isNew ? "duplicate" : told.IsIgnored ? "ignored" : "stored");
        return isNew;
    }

    public async Task<IReadOnlySet<string>> ListKnownAsync(IReadOnlyList<string> eventIds, CancellationToken ct) =>
        await db.WebhookEvents.Where(told => eventIds.Contains(told.EventId)).Select(told => told.EventId).ToHashSetAsync(ct);

    // Ids grow with time, so the oldest are found by the key.
    public Task<int> DeleteFinishedAsync(DateTimeOffset receivedBefore, int limit, CancellationToken ct)
    {
        var first = IdTime.FirstAt(receivedBefore);
        return db.WebhookEvents
            .Where(told => told.Id.CompareTo(first) < 0 && (told.IsIgnored || told.ProcessedAt != null))
            .DeleteFirstAsync(told => told.Id, told => told.Id, limit, ct);
    }
}
