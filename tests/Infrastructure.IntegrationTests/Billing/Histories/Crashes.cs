using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>Where a worker can be stopped dead in the middle of a message.</summary>
internal enum CrashPoint
{
    BeforeCall,
    AfterCall,
    BeforeCommit,
    AfterCommit,
}

/// <summary>
/// Stops a worker at a point, as SIGKILL or a long pause would: it goes no further, gives nothing back, and its lease runs out. It
/// may wake up later, when another one has done its work, and must then change nothing.
/// </summary>
internal sealed class Crashes
{
    private CrashPoint? _armed;
    private TaskCompletionSource? _stopped;
    private TaskCompletionSource? _wakeUp;

    /// <summary>The next one to come to the point stops there.</summary>
    public void Arm(CrashPoint point) => (_armed, _stopped, _wakeUp) = (
        point, new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>
    /// Works until it is done or has stopped dead. What is left of it, and wakes up when told to; null when it came through.
    /// </summary>
    public async Task<Zombie?> RunAsync(Func<Task> work)
    {
        var (stopped, wakeUp) = (_stopped!, _wakeUp!);
        var working = Task.Run(work);
        await Task.WhenAny(working, stopped.Task);
        _armed = null;
        if (stopped.Task.IsCompleted)
            return new Zombie(working, wakeUp);
        await working;
        return null;
    }

    public async Task PassAsync(CrashPoint point)
    {
        if (_armed != point)
            return;
        var wakeUp = _wakeUp!;
        _armed = null;
        _stopped!.SetResult();
        await wakeUp.Task;
    }

    internal sealed record Zombie(Task Work, TaskCompletionSource WakeUp)
    {
        public Task RunOutAsync()
        {
            WakeUp.TrySetResult();
            return Work;
        }
    }
}

/// <summary>The points around a call to Stripe.</summary>
internal sealed class CrashingCalls(Func<Crashes> crashes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await crashes().PassAsync(CrashPoint.BeforeCall);
        var answer = await base.SendAsync(request, CancellationToken.None);
        await crashes().PassAsync(CrashPoint.AfterCall);
        return answer;
    }
}

/// <summary>The points around a commit.</summary>
internal sealed class CrashingCommits(Func<Crashes> crashes) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await crashes().PassAsync(CrashPoint.BeforeCommit);
        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await crashes().PassAsync(CrashPoint.AfterCommit);
        return result;
    }
}
