using System.Text.Json;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auditing;

/// <summary>By hand, since nothing grows as this list does: see docs/decisions/0026. The model's filter of tenants does not reach it.</summary>
internal sealed class AuditReads(DirectSql sql, SqlDialect dialect, Tenant tenant) : IAuditReads
{
    public async Task<IReadOnlyList<AuditEntryDto>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        var list = new SqlText($"""
            SELECT [entry].[Id], [entry].[At], [entry].[ActorId], [entry].[ImpersonatorId], [entry].[Action], [entry].[SubjectId],
                [entry].[Data], [entry].[IpAddress], [entry].[RequestId],
                (SELECT [DisplayName] FROM [Users] WHERE [Users].[Id] = [entry].[ActorId]),
                (SELECT [Name] FROM [ApiKeys] WHERE [ApiKeys].[Id] = [entry].[ActorId] AND [ApiKeys].[OrganizationId] = [entry].[OrganizationId])
            FROM [AuditEntries] AS [entry]
            WHERE [entry].[OrganizationId] = {tenant.Id}
            """);
        Narrow(list, filter);
        if (page.After is { } after)
            list.Add($"AND [entry].[Id] < {after}");
        list.Add($"ORDER BY [entry].[Id] DESC");
        list.Add(dialect.First(page.Limit + 1));
        return await sql.QueryAsync(list.ToStatement(), Show, ct);
    }

    // An id begins with its time in milliseconds, so the list's own index finds the span.
    private static void Narrow(SqlText list, AuditFilter filter)
    {
        if (filter.ActorId is { } actorId)
            list.Add($"AND [entry].[ActorId] = {actorId}");
        if (filter.Action is { } action)
            list.Add($"AND [entry].[Action] = {action}");
        if (filter.Subject is { } subject)
            list.Add($"AND [entry].[SubjectId] = {subject}");
        if (filter.From is { } from)
            list.Add($"AND [entry].[Id] >= {IdTime.FirstAt(from)} AND [entry].[At] >= {from.ToUniversalTime()}");
        if (filter.To is { } to)
            list.Add($"AND [entry].[Id] < {IdTime.FirstAt(to.AddMilliseconds(1))} AND [entry].[At] < {to.ToUniversalTime()}");
    }

    private static AuditEntryDto Show(SqlRow row) => new(
        row.Guid(0), row.Time(1), row.GuidOrNull(2), row.TextOrNull(9) ?? row.TextOrNull(10), row.GuidOrNull(3), row.Text(4), row.Guid(5),
        row.TextOrNull(6) is { } data ? JsonElement.Parse(data) : null, row.TextOrNull(7), row.TextOrNull(8));
}
