using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Jobs;

/// <summary>Runs a job now, whatever its schedule. It goes through the outbox, so that any node can ask and a worker runs it.</summary>
[NothingToValidate("any text is well-formed; an unknown name is not found")]
public sealed record RunJob(string Name) : ICommand, IRequire<PlatformAdmin>;

public sealed class RunJobHandler(IOutbox outbox) : IRequestHandler<RunJob, Unit>
{
    public Task<Unit> Handle(RunJob command, CancellationToken ct)
    {
        var job = JobCatalog.Find(command.Name) ?? throw Refusal.NotFound.AsException();
        outbox.Add(new JobAskedFor(job.Name));
        return Unit.Task;
    }
}

[StoredAs("jobs.run.v1")]
public sealed record JobAskedFor(string Name) : IMessage;

public sealed class JobAskedForHandler(IJobRunner runner) : IMessageHandler<JobAskedFor>
{
    public async Task HandleAsync(JobAskedFor message, MessageContext context, CancellationToken ct)
    {
        // A release in between may have dropped the job.
        if (JobCatalog.Find(message.Name) is { } job)
            await runner.RunAsync(job, JobTrigger.Manual, ct);
    }
}
