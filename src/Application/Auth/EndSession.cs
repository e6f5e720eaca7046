using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>Signs one of the caller's devices out.</summary>
[NothingToValidate("any id is well-formed; one that is unknown or somebody else's is not found")]
public sealed record EndSession(Guid SessionId) : ICommand, IRequire<SignIn>;

public sealed class EndSessionHandler(ISessionRepository sessions, ICaller caller, TimeProvider clock) : IRequestHandler<EndSession, Unit>
{
    public async Task<Unit> Handle(EndSession command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var session = await sessions.FindAsync(command.SessionId, ct);
        if (session is null || session.UserId != caller.RequiredUserId() || !session.IsLive(now))
            throw Refusal.NotFound.AsException();
        session.Revoke(now);
        return Unit.Value;
    }
}
