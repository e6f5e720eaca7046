using MySaas.Application.Auditing;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.Users;

namespace MySaas.Application.Jobs;

/// <summary>
/// Everything the product does by the clock, and when, unless <c>Jobs:Schedules:NAME</c> says otherwise. Each run is idempotent,
/// so that two at once, or one run again after a crash, do no harm. Seconds and minutes are spread, so that jobs do not crowd.
/// </summary>
public static class JobCatalog
{
    public static IReadOnlyList<Job> All { get; } =
    [
        new("outbox-sweep", "0 * * * * ?", OnMissedRun.Skip, new SweepOutbox()),
        new("expired-sessions-and-tokens", "20 7 * * * ?", OnMissedRun.RunOnce,
            new PruneRefreshTokens(), new PruneSessions(), new PruneOneTimeTokens(), new PruneThrottles(),
            new PruneExports(), new PruneAuditLogExports(), new PruneInvitations(), new PruneIdempotencyKeys(),
            new PruneDevelopmentEmails()),
        new("unconfirmed-accounts", "40 17 2 * * ?", OnMissedRun.RunOnce, new EraseUnconfirmedAccounts()),
        new("done-messages", "40 27 2 * * ?", OnMissedRun.RunOnce, new PruneDoneMessages()),
        new("audit-log", "40 47 2 * * ?", OnMissedRun.RunOnce, new PruneAuditLog()),
        new("job-history", "40 37 2 * * ?", OnMissedRun.RunOnce, new PruneJobRuns()),
        new("usage", "40 57 2 * * ?", OnMissedRun.RunOnce, new RecountUsage()),
        new("files", "20 27 * * * ?", OnMissedRun.RunOnce, new ExpireUploads(), new RejectStuckFiles(), new SweepStorage()),
        new("lost-bytes", "40 27 3 * * ?", OnMissedRun.Skip, new FindLostBytes()),
        new("webhook-events", "40 7 3 * * ?", OnMissedRun.RunOnce, new PruneWebhookEvents()),
        new("billing-reconciliation", "40 17 3 * * ?", OnMissedRun.RunOnce, new PruneDrift(), new ReconcileSubscriptions()),
        new("missed-events", "20 37 * * * ?", OnMissedRun.RunOnce, new RecoverMissedEvents()),
        new("business-metrics", "40 7 0 * * ?", OnMissedRun.RunOnce, new SnapshotBusinessMetrics()),
    ];

    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}

/// <summary>A piece of work with a name and a schedule.</summary>
/// <param name="Name">Kebab-case; it names the job in settings, in the API and in the history, for good.</param>
/// <param name="Cron">Seconds, minutes, hours, day of month, month, day of week: Quartz's form, in UTC unless set otherwise.</param>
/// <param name="OnMissedRun">What to do about times at which no node was there to run it.</param>
/// <param name="Steps">Sent one after the other.</param>
public sealed record Job(string Name, string Cron, OnMissedRun OnMissedRun, params IReadOnlyList<IJobStep> Steps)
{
    /// <summary>Whether a run may begin while another is under way. That spares work; correctness never rests on it.</summary>
    public bool MayOverlap { get; init; }
}

public enum OnMissedRun
{
    /// <summary>The next time is soon enough.</summary>
    Skip,

    /// <summary>One run makes up for all that were missed.</summary>
    RunOnce,
}
