using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Writes runs down, those of an idle node's sweeps among them, and hence without EF Core.</summary>
internal sealed class JobHistory(DirectSql sql)
{
    public Task BeginAsync(JobRun run, CancellationToken ct) => sql.ExecuteAsync(
        $"""
        INSERT INTO [JobRuns] ([Id], [Name], [Trigger], [Node], [StartedAt], [Outcome])
        VALUES ({run.Id}, {run.Name}, {run.Trigger}, {run.Node}, {run.StartedAt}, {run.Outcome})
        """,
        ct);

    public Task FinishAsync(JobRun run) => sql.ExecuteAsync(
        $"""
        UPDATE [JobRuns] SET [FinishedAt] = {run.FinishedAt}, [Outcome] = {run.Outcome}, [Error] = {run.Error}, [Count] = {run.Count}
        WHERE [Id] = {run.Id}
        """,
        CancellationToken.None);
}
