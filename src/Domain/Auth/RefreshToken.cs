using MySaas.Domain.Common;

namespace MySaas.Domain.Auth;

/// <summary>
/// A refresh token, of which only the hash is known. It is rotated by one compare-and-swap on its version. Within the
/// grace period a rotated token still begets siblings, so that a browser whose tabs refresh together stays signed in.
/// </summary>
public sealed class RefreshToken : AggregateRoot
{
    private RefreshToken() { }               // EF Core

    public Guid SessionId { get; private init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? RotatedAt { get; private set; }

    public static RefreshToken Issue(Guid sessionId, string hash, DateTimeOffset now, TimeSpan lifetime) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = sessionId,
        Hash = hash,
        CreatedAt = now,
        ExpiresAt = now + lifetime,
    };

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    /// <summary>Replaces this token; false when it had been replaced longer than the grace period ago, which means theft.</summary>
    public bool TryRotate(DateTimeOffset now, TimeSpan grace)
    {
        if (RotatedAt is { } rotatedAt)
            return now - rotatedAt <= grace;
        RotatedAt = now;
        return true;
    }
}
