using MySaas.Domain.Common;

namespace MySaas.Domain.Auth;

/// <summary>
/// One sign-in on one device, and at the same time the family of all refresh tokens that descend from it: when one of
/// them turns up stolen, the whole family dies.
/// </summary>
public sealed class Session : AggregateRoot
{
    public const int MaxUserAgentLength = 256;
    public const int MaxReasonLength = 500;

    /// <summary>How coarsely the last visit is kept: a write per refresh would make parallel refreshes collide here.</summary>
    public static readonly TimeSpan LastSeenGranularity = TimeSpan.FromMinutes(1);

    private Session() { }                    // EF Core

    public Guid UserId { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>
    /// By when the family's youngest token has died of age. It may be younger than the last visit that was written, so that
    /// much is added: who ends all living sessions must not miss one.
    /// </summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public string? IpAddress { get; private set; }
    public string? UserAgent { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>The administrator who acts as the user in this session; null in the user's own.</summary>
    public Guid? ImpersonatorId { get; private init; }

    /// <summary>Why, for the user to read.</summary>
    public string? ImpersonationReason { get; private init; }

    public static Session Start(Guid userId, string? ipAddress, string? userAgent, DateTimeOffset now, TimeSpan lifetime)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + lifetime + LastSeenGranularity,
            IpAddress = ipAddress,
            UserAgent = Shorten(userAgent),
        };
        session.Raise(new SignedIn(session.Id, userId));
        return session;
    }

    /// <summary>An administrator acts as somebody, for a reason that they will read. There are no refresh tokens: it ends by itself.</summary>
    public static Session Impersonate(
        Guid userId, Guid administratorId, string reason, string? ipAddress, string? userAgent, DateTimeOffset now, TimeSpan lifetime)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + lifetime,
            IpAddress = ipAddress,
            UserAgent = Shorten(userAgent),
            ImpersonatorId = administratorId,
            ImpersonationReason = reason,
        };
        session.Raise(new UserImpersonated(session.Id, userId, reason));
        return session;
    }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Notes a visit, to the minute.</summary>
    public void Touch(string? ipAddress, string? userAgent, DateTimeOffset now, TimeSpan lifetime)
    {
        if (now - LastSeenAt < LastSeenGranularity)
            return;
        (LastSeenAt, ExpiresAt) = (now, now + lifetime + LastSeenGranularity);
        (IpAddress, UserAgent) = (ipAddress, Shorten(userAgent));
    }

    /// <summary>Ends the session; a second time changes nothing.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        RevokedAt = now;
        Raise(new SessionRevoked(Id, UserId));
    }

    /// <summary>A token of this family came back after it had been replaced: a copy is in other hands, so all of it ends.</summary>
    public void RevokeAsStolen(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        RevokedAt = now;
        Raise(new RefreshTokenReused(Id, UserId));
    }

    // Half a surrogate pair is no text, and PostgreSQL does not take it.
    private static string? Shorten(string? userAgent) => userAgent is { Length: > MaxUserAgentLength }
        ? userAgent[..(char.IsHighSurrogate(userAgent[MaxUserAgentLength - 1]) ? MaxUserAgentLength - 1 : MaxUserAgentLength)]
        : userAgent;
}

public sealed record SignedIn(Guid SessionId, Guid UserId) : IAudited
{
    public string Action => "auth.signed_in";
    public Guid SubjectId => UserId;
}

public sealed record UserImpersonated(Guid SessionId, Guid UserId, string Reason) : IAudited
{
    public string Action => "users.impersonated";
    public Guid SubjectId => UserId;
}

public sealed record SessionRevoked(Guid SessionId, Guid UserId) : IAudited
{
    public string Action => "auth.session_revoked";
    public Guid SubjectId => UserId;
}

[StoredAs("auth.refresh_token_reused.v1")]
public sealed record RefreshTokenReused(Guid SessionId, Guid UserId) : IAudited
{
    public string Action => "auth.refresh_token_reused";
    public Guid SubjectId => UserId;
}
