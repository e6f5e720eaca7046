using MySaas.Domain.Common;

namespace MySaas.Domain.Auth;

/// <summary>What a mailed token is good for. A token of one purpose opens nothing of another.</summary>
public enum TokenPurpose
{
    ConfirmEmail,
    ResetPassword,
    ChangeEmail,
}

/// <summary>A token that was mailed to somebody: it works once, ages, and dies with a newer one of its purpose.</summary>
public sealed class OneTimeToken : AggregateRoot
{
    private OneTimeToken() { }               // EF Core

    public Guid UserId { get; private init; }
    public TokenPurpose Purpose { get; private init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The address it was mailed to.</summary>
    public string Email { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    public static OneTimeToken Issue(
        Guid userId, TokenPurpose purpose, string hash, string email, DateTimeOffset now, TimeSpan lifetime) => new()
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Purpose = purpose,
            Hash = hash,
            Email = email,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };

    /// <summary>A newer request: the older token is dead.</summary>
    public void Replace(string hash, string email, DateTimeOffset now, TimeSpan lifetime) =>
        (Hash, Email, CreatedAt, ExpiresAt) = (hash, email, now, now + lifetime);

    public bool Matches(string hash, DateTimeOffset now) => now < ExpiresAt && Hash == hash;
}
