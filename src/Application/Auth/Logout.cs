using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>Ends the session of a refresh token. An unknown token is as good as ended.</summary>
[NothingToValidate("whatever is no token of a session has nothing to end, and that is success")]
public sealed record Logout(string? RefreshToken) : ICommand, IRequire<Anyone>;

public sealed class LogoutHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<Logout, Unit>
{
    public async Task<Unit> Handle(Logout command, CancellationToken ct)
    {
        if (await sessions.FindTokenAsync(SecretToken.HashOf(command.RefreshToken ?? ""), ct) is { } token
            && await sessions.FindAsync(token.SessionId, ct) is { } session)
            session.Revoke(clock.GetUtcNow());
        return Unit.Value;
    }
}
