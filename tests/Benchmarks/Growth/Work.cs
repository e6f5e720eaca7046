using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auditing;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Jobs;
using MySaas.Application.Organizations;
using MySaas.Application.Users;
using MySaas.Infrastructure.Billing;
using MySaas.Infrastructure.IntegrationTests.Persistence.Growth;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Benchmarks.Growth;

/// <summary>Something that is done over and over, however many rows there are.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="DoAsync">Given a scope, and when what is past has passed.</param>
/// <param name="Undo">What makes it possible again, where a transaction that is rolled back does not.</param>
internal sealed record Work(string Name, Func<IServiceProvider, DateTimeOffset, Task> DoAsync, string? Undo = null)
{
    private const int Batch = 20;

    private static readonly AuditFilter Everything = new(null, null, null, null, null);
    private static readonly PageRequest First = new(After: null, PageRequest.DefaultLimit);
    private static readonly CancellationToken None = CancellationToken.None;

    public static IReadOnlyList<Work> All { get; } =
    [
        Of<IUserReads>("list: users", (users, _) => users.ListAsync(null, First, None)),
        Of<IOrganizationReads>("list: members", (organizations, _) => organizations.ListMembersAsync(First, None)),
        Of<IOrganizationReads>("list: open invitations", (organizations, _) => organizations.ListInvitationsAsync(First, None)),
        Of<IOrganizationReads>("list: API keys", (organizations, _) => organizations.ListApiKeysAsync(First, None)),
        Of<IAuditReads>("list: audit log", (log, _) => log.ListAsync(Everything, First, None)),
        Of<IAuditReads>("list: audit log, one person's", (log, _) => log.ListAsync(Everything with { ActorId = CrowdedDatabase.Asked }, First, None)),
        Of<IFileReads>("list: files", (files, _) => files.ListAsync(First, None)),
        Of<IInvoiceReads>("list: invoices", (invoices, _) => invoices.ListAsync(First, None)),
        Of<ISessionList>("list: one person's sessions", (sessions, _) => sessions.ReadAsync(CrowdedDatabase.Asked, First, None)),
        Of<IMessageReads>("list: messages", (messages, _) => messages.ListAsync(null, null, First, None)),
        Of<IMessageReads>("list: messages of a rare type", (messages, _) => messages.ListAsync(null, Crowd.Text, First, None)),
        Of<IMessageReads>("list: dead messages", (messages, _) => messages.ListAsync(MessageStatus.Dead, null, First, None)),
        Of<IWebhookEventReads>("list: Stripe's events", (events, _) => events.ListAsync(null, null, First, None)),
        Of<IWebhookEventReads>("list: Stripe's events that wait", (events, _) => events.ListAsync(WebhookEventStatus.Pending, null, First, None)),
        Of<OutboxQueue>("claim: messages", (queue, _) => queue.ClaimAsync(16, None)) with
        {
            Undo = "UPDATE outbox_messages SET status = 'Pending', next_attempt_at = now() - INTERVAL '1 minute', lease_id = NULL WHERE next_attempt_at IS NOT NULL AND lease_id IS NOT NULL",
        },
        Of<IFileInventory>("claim: uploads that have expired", (files, now) => files.ListExpiredUploadsAsync(now, Batch, None)),
        Of<IFileInventory>("claim: files whose processing got stuck", (files, now) => files.ListProcessingAsync(now, Batch, None)),
        Of<IUserRepository>("claim: accounts that nobody confirmed", (users, now) => users.ListUnconfirmedAsync(now, now, Batch, None)),
        Of<UsageTable>("claim: counters to compare", (usage, now) => usage.ListNotComparedAsync(Crowd.Text, now, Batch, None)),
        Of<ISessionRepository>("sweep: refresh tokens", (sessions, now) => sessions.DeleteExpiredTokensAsync(now, Batch, None)),
        Of<ISessionRepository>("sweep: sessions", (sessions, now) => sessions.DeleteExpiredAsync(now, now, Batch, None)),
        Of<IOneTimeTokenRepository>("sweep: links in mails", (tokens, now) => tokens.DeleteExpiredAsync(now, Batch, None)),
        Of<IInvitationRepository>("sweep: invitations", (invitations, now) => invitations.DeleteExpiredAsync(now, Batch, None)),
        Of<IIdempotencyKeyRepository>("sweep: idempotency keys", (keys, now) => keys.DeleteOlderAsync(now, Batch, None)),
        // A trigger lets only old entries go, of which there are none.
        Of<IAuditTrailRepository>("sweep: audit log", (log, now) => log.DeleteOlderAsync(now.AddYears(-5), Batch, None)),
        Of<IJobRunRepository>("sweep: runs of a job", (runs, now) => runs.DeleteAsync(Crowd.Text, now, 10, Batch, None)),
        Of<IWebhookEventRepository>("sweep: Stripe's events", (events, now) => events.DeleteFinishedAsync(now, Batch, None)),
        Of<IOutboxCare>("sweep: done messages", (outbox, _) => outbox.DeleteDoneAsync(Batch, None)),
        Of<OutboxCensus>("count: messages that wait and dead ones", (census, _) => census.CountAsync(None)),
    ];

    private static Work Of<TPort>(string name, Func<TPort, DateTimeOffset, Task> work) where TPort : notnull =>
        new(name, (scope, now) => work(scope.GetRequiredService<TPort>(), now));
}
