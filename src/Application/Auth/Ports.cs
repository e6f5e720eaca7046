using MySaas.Application.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.Auth;

public interface ISessionRepository
{
    Task<Session?> FindAsync(Guid id, CancellationToken ct);

    Task<IReadOnlyList<Session>> ListLiveAsync(Guid userId, CancellationToken ct);

    Task<RefreshToken?> FindTokenAsync(string hash, CancellationToken ct);

    void Add(Session session);

    void Add(RefreshToken token);

    /// <summary>Deletes refresh tokens that expired before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteExpiredTokensAsync(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>
    /// Deletes sessions that expired before then, impersonations before another time, with what is left of their tokens; up to
    /// <paramref name="limit"/> of them.
    /// </summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset before, DateTimeOffset impersonationsBefore, int limit, CancellationToken ct);
}

public interface IOneTimeTokenRepository
{
    Task<OneTimeToken?> FindAsync(Guid userId, TokenPurpose purpose, CancellationToken ct);

    void Add(OneTimeToken token);

    void Remove(OneTimeToken token);

    /// <summary>Deletes tokens that expired before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

public enum PasswordMatch
{
    No,
    Yes,

    /// <summary>Right, but hashed with fewer rounds than today's.</summary>
    YesButWeak,
}

/// <summary>Hashing is meant to be expensive, so few passwords are hashed at a time; the others wait for their turn.</summary>
public interface IPasswordHasher
{
    /// <summary>Refuses, before it costs anything, what could not wait for its turn anyway; null while there is room.</summary>
    Refusal? TurnAway();

    /// <exception cref="RefusedException">Too many wait already: <c>rate_limited</c>.</exception>
    Task<string> HashAsync(string password, CancellationToken ct);

    /// <summary>Takes as long, and waits as long, for a missing hash as for a wrong password.</summary>
    /// <inheritdoc cref="HashAsync"/>
    Task<PasswordMatch> VerifyAsync(string? hash, string password, CancellationToken ct);
}

/// <summary>Time-based one-time passwords (RFC 6238: 30 s, 6 digits, SHA-1, as every authenticator app has them).</summary>
public interface ITotpAuthenticator
{
    /// <summary>A fresh 160-bit key, for the person and for storage.</summary>
    AuthenticatorSetup CreateKey(string email);

    /// <summary>
    /// The time step of a code that is valid now, give or take one step; null for any other code, and for every code when the
    /// key cannot be read any more.
    /// </summary>
    long? FindStep(string protectedKey, string code);

    /// <summary>The same key under today's protection; null when it has that already.</summary>
    string? Renew(string protectedKey);
}

/// <param name="SharedKey">Base32, for typing.</param>
/// <param name="AuthenticatorUri"><c>otpauth://</c>, for the app.</param>
/// <param name="QrCodeSvg">The same as a picture.</param>
/// <param name="ProtectedKey">The key as it may be stored.</param>
public sealed record AuthenticatorSetup(string SharedKey, string AuthenticatorUri, string QrCodeSvg, string ProtectedKey);

public interface IAccessTokenIssuer
{
    /// <summary>A signed JWT with <c>sub</c>, <c>sid</c>, <c>email</c> and <c>jti</c>.</summary>
    string Issue(Guid userId, Guid sessionId, string email);
}
