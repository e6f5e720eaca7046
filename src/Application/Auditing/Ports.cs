using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Domain.Files;

namespace MySaas.Application.Auditing;

public interface IAuditReads
{
    /// <summary>Up to <c>Limit + 1</c> lines of the organization that was entered, newest first.</summary>
    Task<IReadOnlyList<AuditEntryDto>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct);
}

/// <summary>Writes an organization's audit log into a file in the storage.</summary>
public interface IAuditLogFile
{
    /// <summary>As many of the newest lines as one file holds; who needs older ones asks for an earlier time.</summary>
    const int MaxLines = 100_000;

    /// <summary>The lines of the organization, which was entered, newest first, as CSV compressed by gzip.</summary>
    Task<PackedFile> StoreAsync(Guid organizationId, AuditFilter filter, CancellationToken ct);
}

public interface IAuditLogExportRepository
{
    /// <summary>An export of the organization that was entered.</summary>
    Task<AuditLogExport?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>An export of whichever organization: the link's token is the permission.</summary>
    Task<AuditLogExport?> FindOfAnyoneAsync(Guid id, CancellationToken ct);

    void Add(AuditLogExport export);

    /// <summary>Deletes exports that expired before then, of all organizations; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

public interface IAuditTrailRepository
{
    /// <summary>Deletes lines from before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>
    /// Puts the pseudonym in the person's place, and removes the network addresses they came from and the details about them.
    /// It is complete when it returns.
    /// </summary>
    Task AnonymizeAsync(Guid userId, Guid pseudonym, CancellationToken ct);
}
