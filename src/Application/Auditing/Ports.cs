using MySaas.Application.Common;

namespace MySaas.Application.Auditing;

public interface IAuditReads
{
    /// <summary>Up to <c>Limit + 1</c> lines of the organization that was entered, newest first.</summary>
    Task<IReadOnlyList<AuditEntryDto>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct);
}

public interface IAuditTrailRepository
{
    /// <summary>
    /// Puts the pseudonym in the person's place, and removes the network addresses they came from and the details about them.
    /// It is complete when it returns.
    /// </summary>
    Task AnonymizeAsync(Guid userId, Guid pseudonym, CancellationToken ct);
}
