using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Application.Users;

/// <summary>Keeps somebody out: they are signed out everywhere and cannot sign in.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record DisableUser(Guid UserId) : ICommand, IRequire<PlatformAdmin>;

public sealed class DisableUserHandler(IUserRepository users, SessionTokens sessions, ICaller caller, TimeProvider clock)
    : IRequestHandler<DisableUser, Unit>
{
    public async Task<Unit> Handle(DisableUser command, CancellationToken ct)
    {
        Rule.Require(command.UserId != caller.UserId, "users.cannot_disable_self", "You cannot disable your own account.");
        var user = await users.FindAsync(command.UserId, ct) ?? throw Refusal.NotFound.AsException();
        user.Disable(clock.GetUtcNow());
        await sessions.EndAllAsync(user.Id, except: null, ct);
        return Unit.Value;
    }
}
