using MySaas.Domain.Common;
using MySaas.Domain.Files;
using MySaas.Domain.Organizations;

namespace MySaas.Domain.Auditing;

/// <summary>An organization's audit log as a file; it waits behind an expiring link.</summary>
public sealed class AuditLogExport : AggregateRoot, IOwnedByOrganization
{
    /// <summary>How long the mailed link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private AuditLogExport() { }             // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>SHA-256 of the link's token, in hexadecimal; null until it is packed.</summary>
    public string? TokenHash { get; private set; }

    /// <summary>Under which the storage keeps the CSV file, compressed by gzip; null until it is packed.</summary>
    public Guid? FileId { get; private set; }

    /// <summary>In bytes; null until it is packed.</summary>
    public long? Size { get; private set; }

    /// <summary>Of the bytes, in lower-case hexadecimal; null until it is packed.</summary>
    public string? Sha256 { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }

    public static AuditLogExport Request(Guid organizationId, DateTimeOffset now)
    {
        var export = new AuditLogExport
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organizationId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        export.Raise(new AuditLogExportRequested(organizationId, export.Id));
        return export;
    }

    public void Pack(PackedFile file, string tokenHash) => (FileId, Size, Sha256, TokenHash) = (file.Id, file.Size, file.Sha256, tokenHash);

    public bool Opens(string tokenHash, DateTimeOffset now) => now < ExpiresAt && TokenHash == tokenHash;
}
