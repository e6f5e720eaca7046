using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auditing;

internal sealed class AuditReads(AppDbContext db) : IAuditReads
{
    public async Task<IReadOnlyList<AuditEntryDto>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        var entries = await Matching(filter)
            .Where(entry => page.After == null || entry.Id.CompareTo(page.After.Value) < 0)
            .OrderByDescending(entry => entry.Id)
            .Take(page.Limit + 1)
            .Select(entry => new
            {
                Entry = entry,
                Person = db.Users.Where(user => user.Id == entry.ActorId).Select(user => user.DisplayName).FirstOrDefault(),
                Key = db.ApiKeys.Where(key => key.Id == entry.ActorId).Select(key => key.Name).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. entries.Select(row => Show(row.Entry, row.Person ?? row.Key))];
    }

    // An id begins with its time in milliseconds, so the list's own index finds the span.
    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (filter.ActorId is { } actorId)
            entries = entries.Where(entry => entry.ActorId == actorId);
        if (filter.Action is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (filter.Subject is { } subject)
            entries = entries.Where(entry => entry.SubjectId == subject);
        if (filter.From is { } from && IdTime.FirstAt(from) is var first)
            entries = entries.Where(entry => entry.Id.CompareTo(first) >= 0 && entry.At >= from);
        if (filter.To is { } to && IdTime.FirstAt(to.AddMilliseconds(1)) is var last)
            entries = entries.Where(entry => entry.Id.CompareTo(last) < 0 && entry.At < to);
        return entries;
    }

    private static AuditEntryDto Show(AuditEntry entry, string? actorName) => new(
        entry.Id, entry.At, entry.ActorId, actorName, entry.ImpersonatorId, entry.Action, entry.SubjectId,
        entry.Data is null ? null : JsonElement.Parse(entry.Data), entry.IpAddress, entry.RequestId);
}
