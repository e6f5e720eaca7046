using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Auditing;

/// <summary>The audit log as CSV (RFC 4180), page by page, so that its length does not matter to the process.</summary>
internal sealed class AuditLogFile(IAuditReads audit, PackedBytes packed) : IAuditLogFile
{
    // A cell that a spreadsheet would take for a formula is escaped: names in the log are chosen by strangers.
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    public Task<PackedFile> StoreAsync(Guid organizationId, AuditFilter filter, CancellationToken ct) =>
        packed.StoreAsync(organizationId, file => WriteAsync(filter, file, ct), ct);

    private async Task WriteAsync(AuditFilter filter, Stream file, CancellationToken ct)
    {
        await using var text = new StreamWriter(new GZipStream(file, CompressionLevel.Optimal));
        await using var csv = new CsvWriter(text, Csv);
        csv.WriteHeader<Line>();
        await csv.NextRecordAsync();
        var left = IAuditLogFile.MaxLines;
        for (PageRequest? page = new(After: null, PageRequest.MaxLimit); page is not null && left > 0;)
        {
            var entries = await audit.ListAsync(filter, page, ct);
            var cut = entries.Take(Math.Min(page.Limit, left)).ToList();
            await csv.WriteRecordsAsync(cut.Select(Line.Of), ct);
            left -= cut.Count;
            page = entries.Count > page.Limit ? page with { After = cut[^1].Id } : null;
        }
    }

    private sealed record Line(
        Guid Id, string At, Guid? ActorId, string? ActorName, Guid? ImpersonatorId, string Action, Guid Subject,
        string? Data, string? IpAddress, string? RequestId)
    {
        public static Line Of(AuditEntryDto entry) => new(
            entry.Id, entry.At.UtcDateTime.ToString("o", CultureInfo.InvariantCulture), entry.ActorId, entry.ActorName, entry.ImpersonatorId,
            entry.Action, entry.Subject, entry.Data?.GetRawText(), entry.IpAddress, entry.RequestId);
    }
}
