using MySaas.Domain.Common;

namespace MySaas.Domain.Files;

/// <summary>
/// Bytes on their way in. Its row is there before the first of them, so that whatever a crash leaves behind has a name until it
/// expires. The file comes to be, under the same id, when all bytes are stored: there is none without them.
/// </summary>
public sealed class Upload : AggregateRoot, IOwnedByOrganization
{
    /// <summary>The largest file that is uploaded directly: what S3 takes in one request.</summary>
    public const long MaxDirectBytes = 5L * 1024 * 1024 * 1024;

    /// <summary>How long one verification may take before it counts as dead.</summary>
    public static readonly TimeSpan VerificationTime = TimeSpan.FromMinutes(15);

    private Upload() { }                     // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>Who brings it; null for an API key.</summary>
    public Guid? UploaderId { get; private init; }

    /// <summary>How much room in the storage is taken for it. It never has more bytes than that.</summary>
    public long ReservedBytes { get; private set; }

    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When it is taken for broken off, unless more bytes come.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>For display. This and the two below are said of a direct upload beforehand, and null for one whose bytes flow through the product.</summary>
    public string? Name { get; private init; }

    public string? ContentType { get; private init; }

    /// <summary>In lower-case hexadecimal.</summary>
    public string? Sha256 { get; private init; }

    /// <summary>Until when somebody looks whether the bytes are those that were announced; null when nobody does. Tells one such look from the next.</summary>
    public DateTimeOffset? VerifyingUntil { get; private set; }

    /// <summary>Whether the bytes go to the storage past the product.</summary>
    public bool IsDirect => Sha256 is not null;

    public static Upload Begin(Guid organizationId, Guid? uploaderId, TimeSpan patience, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganizationId = organizationId,
        UploaderId = uploaderId,
        StartedAt = now,
        ExpiresAt = now + patience,
    };

    /// <summary>Bytes will come directly, exactly these, for which all of the room is taken at once.</summary>
    public static Upload Announce(
        Guid organizationId, Guid? uploaderId, string name, string contentType, long size, string sha256, TimeSpan patience, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organizationId,
            UploaderId = uploaderId,
            Name = name,
            ContentType = contentType,
            ReservedBytes = size,
            Sha256 = sha256,
            StartedAt = now,
            ExpiresAt = now + patience,
        };

    /// <summary>Somebody looks whether the bytes are those that were announced: one at a time, so that what was looked at is not changed by another.</summary>
    /// <exception cref="BrokenRuleException">It is not direct, is looked at already, or is over.</exception>
    public void BeginVerification(DateTimeOffset now)
    {
        Rule.Require(IsDirect, "files.not_direct", "The bytes of this upload come with its form.");
        Rule.Require(VerifyingUntil is null || VerifyingUntil <= now, "files.verifying", "This upload is being completed already.");
        Rule.Require(ExpiresAt > now, "files.upload_expired", "This upload has expired; begin another.");

        // Whole seconds, as every engine keeps them.
        VerifyingUntil = DateTimeOffset.FromUnixTimeSeconds((now + VerificationTime).ToUnixTimeSeconds());
        ExpiresAt = VerifyingUntil > ExpiresAt ? VerifyingUntil.Value : ExpiresAt;
    }

    /// <summary>It came to nothing, and may be tried again.</summary>
    public void EndVerification() => VerifyingUntil = null;

    /// <summary>More bytes come.</summary>
    /// <param name="moreBytes">What is taken for them; 0 when there is room enough.</param>
    /// <param name="until">When it is taken for broken off without further ones.</param>
    public void Extend(long moreBytes, DateTimeOffset until) => (ReservedBytes, ExpiresAt) = (ReservedBytes + moreBytes, until);

    /// <summary>All bytes are stored.</summary>
    public StoredFile Complete(string name, string contentType, long size, string sha256, DateTimeOffset now) =>
        StoredFile.Of(this, name, contentType, size, sha256, now);
}
