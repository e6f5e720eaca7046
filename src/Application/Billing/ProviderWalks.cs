using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Begins walks through the payment provider's lists and leads them from step to step.</summary>
public sealed class ProviderWalks(IProviderWalkRepository walks, IMessageReads messages, IPaymentGateway gateway, IOutbox outbox, TimeProvider clock)
{
    /// <summary>
    /// Begins one, or has the one that is under way followed by another: its first pages may have been read before that happened
    /// for which somebody asks.
    /// </summary>
    /// <exception cref="RefusedException">No payment provider is configured.</exception>
    public async Task StartAsync(ProviderList list, CancellationToken ct)
    {
        if (!gateway.IsConfigured)
            throw SubscriptionRefusals.NothingToReconcile.AsException();
        if (await walks.FindAsync(list, ct) is not { } walk)
            walks.Add(walk = ProviderWalk.Through(list, clock.GetUtcNow()));

        if (await IsUnderWayAsync(walk, ct))
            walk.AskAgain();
        else
            Start(walk);
    }

    /// <returns>Null when the step is of a walk that was given up.</returns>
    public async Task<ProviderWalk?> FindAsync(ProviderList list, Guid runId, CancellationToken ct) =>
        await walks.FindAsync(list, ct) is { FinishedAt: null } walk && walk.RunId == runId ? walk : null;

    public void Continue(ProviderWalk walk, IMessage next) => walk.Step(outbox.Add(next));

    public void Finish(ProviderWalk walk)
    {
        var isWantedAgain = walk.IsWantedAgain;
        walk.Finish(clock.GetUtcNow());
        if (isWantedAgain)
            Start(walk);
    }

    // One whose step lies among the dead letters is over: a new one begins, and the dead step is void.
    private async Task<bool> IsUnderWayAsync(ProviderWalk walk, CancellationToken ct) =>
        walk.FinishedAt is null && await messages.FindAsync(walk.StepId, ct) is { Status: MessageStatus.Pending or MessageStatus.Processing };

    private void Start(ProviderWalk walk)
    {
        var now = clock.GetUtcNow();
        walk.Start(now);
        Continue(walk, walk.List is ProviderList.Events ? EventsPage.First(walk, now) : new SubscriptionsPage(walk.RunId, After: null));
    }
}

public interface IProviderWalkRepository
{
    Task<ProviderWalk?> FindAsync(ProviderList list, CancellationToken ct);

    /// <exception cref="DuplicateException">At the commit: another node began the first one.</exception>
    void Add(ProviderWalk walk);
}
