using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// What an organization pays for: our projection of what the payment provider holds. There is one per organization, from its
/// first checkout on. Whoever brings news loads it first and asks the provider then: the version makes sure that of two
/// who ask at once the older answer is never the last word.
/// </summary>
public sealed partial class Subscription : AggregateRoot, IOwnedByOrganization
{
    private Subscription() { }               // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>The organization as the provider's customer; null before the first checkout.</summary>
    public string? CustomerId { get; private set; }

    /// <summary>Whether somebody deleted that customer at the provider: the next checkout makes another.</summary>
    public bool IsCustomerDeleted { get; private set; }

    /// <summary>What the provider said last; null when there never was a subscription.</summary>
    public SubscriptionState? State { get; private set; }

    public SubscriptionStatus Status => State?.Status ?? SubscriptionStatus.None;

    /// <summary>Since when a payment has been missing; null while none is.</summary>
    public DateTimeOffset? PastDueSince { get; private set; }

    /// <summary>Whether it has had its trial: there is one per organization.</summary>
    public bool HasHadTrial { get; private set; }

    /// <summary>
    /// Part of the keys under which the provider is written to. It grows when the answer of the last one must not be given again:
    /// the provider replays what it has done under a key for a day, failures too.
    /// </summary>
    public int Attempt { get; private set; }

    /// <summary>The subscription that came to be beside this one, and that was told to be; null when there never was any.</summary>
    public string? SecondSubscriptionId { get; private set; }

    /// <summary>The end of the trial that the owners have been told of.</summary>
    public DateTimeOffset? TrialEndAnnounced { get; private set; }

    /// <summary>The disputes that the administrators have been told of, by the provider's ids.</summary>
    public IReadOnlyList<string> Disputes { get; private set; } = [];

    /// <summary>When the reconciliation saw it last.</summary>
    public DateTimeOffset? ComparedAt { get; private set; }

    public static Subscription Open(Guid organizationId, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganizationId = organizationId };

    /// <summary>The plan whose features and limits count now.</summary>
    public string PlanCodeAt(DateTimeOffset now) => State switch
    {
        { Status: var status } when !status.IsLive() => Plan.FreeCode,
        { RetainedPlanCode: { } retained, RetainedUntil: { } until } when now < until => retained,
        { PlanCode: var plan } => plan,
        null => Plan.FreeCode,
    };

    /// <param name="now">When.</param>
    /// <param name="grace">For how long a missing payment changes nothing.</param>
    public Access AccessAt(DateTimeOffset now, TimeSpan grace) => Status switch
    {
        SubscriptionStatus.PastDue => now < PastDueSince + grace ? Access.Grace : Access.Restricted,
        SubscriptionStatus.Unpaid or SubscriptionStatus.Paused => Access.Restricted,
        _ => Access.Full,
    };

    public void BecomeCustomer(string customerId) => (CustomerId, IsCustomerDeleted) = (customerId, false);

    public void NoteCustomerDeleted(string customerId) => IsCustomerDeleted |= CustomerId == customerId;

    /// <summary>A write to the provider failed; the next one goes under another key.</summary>
    public void NoteFailedWrite() => Attempt++;

    public void NoteComparison(DateTimeOffset now) => ComparedAt = now;

    /// <summary>Tells the owners, once, that the trial is about to end.</summary>
    public void AnnounceTrialEnd()
    {
        if (State is not { Status: SubscriptionStatus.Trialing, TrialEndsAt: { } end } || end == TrialEndAnnounced)
            return;
        TrialEndAnnounced = end;
        Raise(new TrialEnding(OrganizationId, State.SubscriptionId, end));
    }

    /// <summary>Tells the administrators, once, that a payer took a payment back at their bank.</summary>
    public void NoteDispute(string disputeId)
    {
        if (Disputes.Contains(disputeId))
            return;
        Disputes = [.. Disputes, disputeId];
        Raise(new PaymentDisputed(OrganizationId, disputeId));
    }

    /// <summary>
    /// Takes in what the provider says now, of one subscription or of two that came to be side by side. The older of two that
    /// are live stays; that there is another is told once.
    /// </summary>
    public void Settle(IReadOnlyCollection<SubscriptionState> told, DateTimeOffset now)
    {
        var live = told.Where(state => state.Status.IsLive())
            .OrderBy(state => state.CreatedAt).ThenBy(state => state.SubscriptionId, StringComparer.Ordinal).ToList();
        if (live.Count > 1 && live[^1].SubscriptionId is var second && second != SecondSubscriptionId)
        {
            SecondSubscriptionId = second;
            Raise(new SecondSubscriptionFound(OrganizationId, second, live[0].SubscriptionId));
        }

        var state = live.FirstOrDefault() ?? told.MaxBy(each => each.CreatedAt);
        if (state is not null)
            Become(state, now);
    }

    private void Become(SubscriptionState state, DateTimeOffset now)
    {
        if (State == state)
            return;

        var before = State;
        State = state;
        if (state.Status.IsLive())
            BecomeCustomer(state.CustomerId);
        HasHadTrial |= state.TrialEndsAt is not null;
        PastDueSince = state.Status.IsOwing() ? PastDueSince ?? now : null;
        Tell(before, state, now);
    }

    private void Tell(SubscriptionState? before, SubscriptionState state, DateTimeOffset now)
    {
        if (before is { Status: var was } && was.IsLive() && (state.SubscriptionId != before.SubscriptionId || state.Status.IsEnded()))
        {
            Raise(new SubscriptionEnded(OrganizationId, before.SubscriptionId, before.PlanCode));
            before = null;
        }

        if (!state.Status.IsLive())
            return;
        if (before?.Status.IsLive() is not true)
            Raise(new SubscriptionStarted(OrganizationId, state.SubscriptionId, state.PlanCode, state.Interval, state.Status));
        else
            TellChanges(before, state);
        TellPayment(before?.Status.IsOwing() is true, state, now);
    }

    private void TellChanges(SubscriptionState before, SubscriptionState state)
    {
        if ((state.PlanCode, state.Interval) != (before.PlanCode, before.Interval))
            Raise(new PlanChanged(OrganizationId, state.SubscriptionId, before.PlanCode, state.PlanCode, state.Interval, state.RetainedUntil));
        if (state.IsEnding && !before.IsEnding)
            Raise(new CancellationScheduled(OrganizationId, state.SubscriptionId, state.CancelsAt ?? state.CurrentPeriodEnd));
        if (!state.IsEnding && before.IsEnding)
            Raise(new CancellationWithdrawn(OrganizationId, state.SubscriptionId));
    }

    private void TellPayment(bool wasOwing, SubscriptionState state, DateTimeOffset now)
    {
        if (state.Status.IsOwing() && !wasOwing)
            Raise(new PaymentOverdue(OrganizationId, state.SubscriptionId, now));
        if (state.Status is SubscriptionStatus.Active && wasOwing)
            Raise(new PaymentRecovered(OrganizationId, state.SubscriptionId));
    }
}
