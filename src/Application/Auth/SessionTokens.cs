using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <param name="TokenType">Always "Bearer".</param>
/// <param name="AccessToken">A JWT for the <c>Authorization</c> header.</param>
/// <param name="ExpiresIn">The access token's life in seconds.</param>
/// <param name="RefreshToken">Gets the next pair, once.</param>
public sealed record TokenPair(string TokenType, string AccessToken, int ExpiresIn, string RefreshToken);

/// <summary>Starts sessions and hands out their tokens.</summary>
public sealed class SessionTokens(
    ISessionRepository sessions, IAccessTokenIssuer accessTokens, ICaller caller, AuthOptions options, TimeProvider clock)
{
    public TokenPair Start(User user)
    {
        var session = Session.Start(user.Id, caller.IpAddress, caller.UserAgent, clock.GetUtcNow(), options.RefreshTokenLifetime);
        sessions.Add(session);
        return Issue(user, session);
    }

    /// <summary>An administrator acts as somebody until the access token dies; nothing refreshes it.</summary>
    public ImpersonationToken Impersonate(User user, Guid administratorId, string reason)
    {
        var session = Session.Impersonate(
            user.Id, administratorId, reason, caller.IpAddress, caller.UserAgent, clock.GetUtcNow(), options.AccessTokenLifetime);
        sessions.Add(session);
        return new ImpersonationToken(
            "Bearer", accessTokens.Issue(user.Id, session.Id, user.Email), (int)options.AccessTokenLifetime.TotalSeconds);
    }

    public TokenPair Continue(User user, Session session)
    {
        session.Touch(caller.IpAddress, caller.UserAgent, clock.GetUtcNow(), options.RefreshTokenLifetime);
        return Issue(user, session);
    }

    /// <summary>Ends every session of a person but, perhaps, the one that asks.</summary>
    public async Task EndAllAsync(Guid userId, Guid? except, CancellationToken ct)
    {
        foreach (var session in await sessions.ListLiveAsync(userId, ct))
            if (session.Id != except)
                session.Revoke(clock.GetUtcNow());
    }

    private TokenPair Issue(User user, Session session)
    {
        var refreshToken = SecretToken.Create();
        sessions.Add(RefreshToken.Issue(
            session.Id, SecretToken.HashOf(refreshToken), clock.GetUtcNow(), options.RefreshTokenLifetime));
        return new TokenPair(
            "Bearer",
            accessTokens.Issue(user.Id, session.Id, user.Email),
            (int)options.AccessTokenLifetime.TotalSeconds,
            refreshToken);
    }
}
