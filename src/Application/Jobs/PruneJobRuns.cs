using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>Forgets runs of jobs that are older than 30 days, but for those that the list of jobs shows.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneJobRuns(int Limit = 1000) : IBatchStep;

public sealed class PruneJobRunsHandler(IJobRunRepository runs, TimeProvider clock) : IRequestHandler<PruneJobRuns, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task<int> Handle(PruneJobRuns command, CancellationToken ct)
    {
        var (before, deleted) = (clock.GetUtcNow() - KeptFor, 0);
        foreach (var job in JobCatalog.All)
            deleted += await runs.DeleteAsync(job.Name, before, ListJobs.ShownRuns, command.Limit - deleted, ct);
        return deleted;
    }
}
