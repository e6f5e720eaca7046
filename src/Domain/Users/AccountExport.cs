using MySaas.Domain.Common;

namespace MySaas.Domain.Users;

/// <summary>
/// What was packed for a person, behind an expiring link: everything that is held of them, or figures that they asked for as an administrator.
/// </summary>
public sealed class AccountExport : AggregateRoot
{
    /// <summary>How long the mailed link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private AccountExport() { }              // EF Core

    public Guid UserId { get; private init; }

    /// <summary>SHA-256 of the link's token, in hexadecimal.</summary>
    public string TokenHash { get; private init; } = "";

    /// <summary>A zip archive of JSON files, or a CSV file compressed by gzip.</summary>
    public byte[] Archive { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }

    public static AccountExport Pack(Guid userId, byte[] archive, string tokenHash, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        Archive = archive,
        TokenHash = tokenHash,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    public bool Opens(string tokenHash, DateTimeOffset now) => now < ExpiresAt && TokenHash == tokenHash;
}
