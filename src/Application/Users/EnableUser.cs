using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Users;

/// <summary>Lets somebody in again who was disabled.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record EnableUser(Guid UserId) : ICommand, IRequire<PlatformAdmin>;

public sealed class EnableUserHandler(IUserRepository users) : IRequestHandler<EnableUser, Unit>
{
    public async Task<Unit> Handle(EnableUser command, CancellationToken ct)
    {
        var user = await users.FindAsync(command.UserId, ct) ?? throw Refusal.NotFound.AsException();
        user.Enable();
        return Unit.Value;
    }
}
