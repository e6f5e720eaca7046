using MySaas.Domain.Common;

namespace MySaas.Domain.Files;

/// <summary>
/// Bytes on their way in. Its row is there before the first of them, so that whatever a crash leaves behind has a name until it
/// expires. The file comes to be, under the same id, when all bytes are stored: there is none without them.
/// </summary>
public sealed class Upload : AggregateRoot, IOwnedByOrganization
{
    private Upload() { }                     // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>Who brings it; null for an API key.</summary>
    public Guid? UploaderId { get; private init; }

    /// <summary>How much room in the storage is taken for it. It never has more bytes than that.</summary>
    public long ReservedBytes { get; private set; }

    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When it is taken for broken off, unless more bytes come.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public static Upload Begin(Guid organizationId, Guid? uploaderId, TimeSpan patience, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganizationId = organizationId,
        UploaderId = uploaderId,
        StartedAt = now,
        ExpiresAt = now + patience,
    };

    /// <summary>More bytes come.</summary>
    /// <param name="moreBytes">What is taken for them; 0 when there is room enough.</param>
    /// <param name="until">When it is taken for broken off without further ones.</param>
    public void Extend(long moreBytes, DateTimeOffset until) => (ReservedBytes, ExpiresAt) = (ReservedBytes + moreBytes, until);

    /// <summary>All bytes are stored.</summary>
    public StoredFile Complete(string name, string contentType, long size, string sha256, DateTimeOffset now) =>
        StoredFile.Of(this, name, contentType, size, sha256, now);
}
