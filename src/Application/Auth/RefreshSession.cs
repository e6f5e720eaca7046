using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Users;

namespace MySaas.Application.Auth;

/// <summary>Trades a refresh token for the next pair. One that comes back after its grace period ends the whole family.</summary>
public sealed record RefreshSession(string RefreshToken) : ICommand<Outcome<TokenPair>>, IRequire<Anyone>;

public sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(c => c.RefreshToken).IsToken();
}

public sealed class RefreshSessionHandler(
    ISessionRepository sessions, IUserRepository users, SessionTokens tokens, AuthOptions options, TimeProvider clock)
    : IRequestHandler<RefreshSession, Outcome<TokenPair>>
{
    public async Task<Outcome<TokenPair>> Handle(RefreshSession command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await sessions.FindTokenAsync(SecretToken.HashOf(command.RefreshToken), ct) is not { } token
            || await sessions.FindAsync(token.SessionId, ct) is not { } session)
            return AuthRefusals.SessionUnknown;

        if (session.RevokedAt is not null || await users.FindAsync(session.UserId, ct) is not { DisabledAt: null } user)
            return AuthRefusals.SessionRevoked;
        if (token.IsExpired(now))
            return AuthRefusals.SessionUnknown;

        if (!token.TryRotate(now, options.RefreshReuseGrace))
        {
            session.RevokeAsStolen(now);
            return AuthRefusals.SessionRevoked;         // a value, not an exception: the revocation is committed
        }

        return tokens.Continue(user, session);
    }
}
