using MySaas.Domain.Common;
using MySaas.Domain.Files;

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

    /// <summary>Under which the file is saved.</summary>
    public string Name { get; private init; } = "";

    /// <summary>A zip archive of JSON files, or a CSV file compressed by gzip.</summary>
    public string ContentType { get; private init; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private init; }

    /// <summary>Of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>Its id is the one under which the storage keeps the file.</summary>
    public static AccountExport Pack(Guid userId, PackedFile file, string name, string contentType, string tokenHash, DateTimeOffset now) => new()
    {
        Id = file.Id,
        UserId = userId,
        Name = name,
        ContentType = contentType,
        Size = file.Size,
        Sha256 = file.Sha256,
        TokenHash = tokenHash,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    public bool Opens(string tokenHash, DateTimeOffset now) => now < ExpiresAt && TokenHash == tokenHash;
}
