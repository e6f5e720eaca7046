using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>One run of a job. It is written at the start, so that a run whose node died stays to be seen.</summary>
internal sealed class JobRun
{
    private JobRun() { }                     // EF Core

    public JobRun(string name, JobTrigger trigger, string node, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Name, Trigger, Node, StartedAt) = (name, trigger, node, now);
    }

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public JobTrigger Trigger { get; private init; }
    public string Node { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public JobOutcome Outcome { get; private set; }
    public string? Error { get; private set; }

    /// <summary>How many things it dealt with, also when it failed after some.</summary>
    public int? Count { get; private set; }

    public void Finish(int count, string? error, DateTimeOffset now)
    {
        (FinishedAt, Count, Error) = (now, count, error);
        Outcome = error is null ? JobOutcome.Succeeded : JobOutcome.Failed;
    }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public const int MaxErrorLength = 2000;

    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Property(run => run.Name).HasMaxLength(100);
        builder.Property(run => run.Node).HasMaxLength(NodeName.MaxLength);
        builder.Property(run => run.Error).HasMaxLength(MaxErrorLength);
        builder.HasIndex(run => new { run.Name, run.Id });
    }
}

internal sealed class JobRunRepository(AppDbContext db) : IJobRunRepository
{
    public async Task<IReadOnlyList<JobRunDto>> ListAsync(string name, int limit, CancellationToken ct) =>
        await db.JobRuns.AsNoTracking().Where(run => run.Name == name)
            .OrderByDescending(run => run.Id).Take(limit)
            .Select(run => new JobRunDto(run.StartedAt, run.FinishedAt, run.Node, run.Trigger, run.Outcome, run.Error, run.Count))
            .ToListAsync(ct);

    public Task<int> DeleteAsync(string name, DateTimeOffset before, int keep, int limit, CancellationToken ct)
    {
        var (runs, first) = (db.JobRuns.Where(run => run.Name == name), IdTime.FirstAt(before));
        return runs
            .Where(run => run.Id.CompareTo(first) < 0
                && !runs.OrderByDescending(newest => newest.Id).Take(keep).Select(newest => newest.Id).Contains(run.Id))
            .DeleteFirstAsync(run => run.Id, run => run.Id, limit, ct);
    }
}
