using Microsoft.EntityFrameworkCore;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Billing;

internal sealed class WebhookEventRepository(AppDbContext db, IUnitOfWork unitOfWork, IOutbox outbox) : IWebhookEventRepository
{
    public Task<WebhookEvent?> FindAsync(Guid id, CancellationToken ct) => db.WebhookEvents.FirstOrDefaultAsync(told => told.Id == id, ct);

    public async Task<bool> StoreAsync(WebhookEvent told, CancellationToken ct)
    {
        db.Add(told);
        if (!told.IsIgnored)
            told.Enqueue(outbox.Add(ProcessWebhookEvent.Of(told)));
        try
        {
            await unitOfWork.CommitAsync(ct);
            BillingMetrics.Received(told.IsIgnored ? "ignored" : "stored");
            return true;
        }
        catch (DuplicateException)               // delivered before: whatever there is to do is done, or will be
        {
            unitOfWork.Reset();
            BillingMetrics.Received("duplicate");
            return false;
        }
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
