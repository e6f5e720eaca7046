using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

/// <summary>How many messages there are to do, and how long the one that is due longest has been waiting.</summary>
/// <param name="Unfinished">Waiting or under way, by type.</param>
/// <param name="Dead">Among the dead letters, by type.</param>
/// <param name="Delay">Zero when nothing is due.</param>
internal sealed record OutboxCount(IReadOnlyDictionary<string, int> Unfinished, IReadOnlyDictionary<string, int> Dead, TimeSpan Delay);

/// <summary>Counts by the indexes of the unfinished and the dead, however many are done.</summary>
internal sealed class OutboxCensus(DirectSql sql, TimeProvider clock)
{
    public async Task<OutboxCount> CountAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var unfinished = await ByTypeAsync($"SELECT [Type], COUNT(*) FROM [OutboxMessages] WHERE [NextAttemptAt] IS NOT NULL GROUP BY [Type]", ct);
        var dead = await ByTypeAsync($"SELECT [Type], COUNT(*) FROM [OutboxMessages] WHERE [Status] = 'Dead' GROUP BY [Type]", ct);
        var due = await sql.QueryAsync(
            $"SELECT MIN([NextAttemptAt]) FROM [OutboxMessages] WHERE [NextAttemptAt] <= {now}", row => row.TimeOrNull(0), ct);
        return new OutboxCount(unfinished, dead, now - (due.FirstOrDefault() ?? now));
    }

    /// <summary>How many messages wait for a worker now.</summary>
    public async Task<int> CountDueAsync(CancellationToken ct)
    {
        var due = await sql.QueryAsync(
            $"SELECT COUNT(*) FROM [OutboxMessages] WHERE [NextAttemptAt] <= {clock.GetUtcNow()}", row => row.Number(0), ct);
        return (int)due.FirstOrDefault();
    }

    private async Task<Dictionary<string, int>> ByTypeAsync(FormattableString query, CancellationToken ct) =>
        (await sql.QueryAsync(query, row => (Type: row.Text(0), Count: (int)row.Number(1)), ct)).ToDictionary(type => type.Type, type => type.Count);
}
