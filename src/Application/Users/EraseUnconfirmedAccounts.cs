using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Users;

/// <summary>
/// Erases accounts whose address nobody confirmed within <c>Users:UnconfirmedAccountLifetime</c>. No mail tells of it: the
/// address may be a stranger's.
/// </summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record EraseUnconfirmedAccounts(int Limit = 100) : IBatchStep;

public sealed class EraseUnconfirmedAccountsHandler(IUserRepository users, UserOptions options, TimeProvider clock)
    : IRequestHandler<EraseUnconfirmedAccounts, int>
{
    public async Task<int> Handle(EraseUnconfirmedAccounts command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var unconfirmed = await users.ListUnconfirmedAsync(now - options.UnconfirmedAccountLifetime, now, command.Limit, ct);
        foreach (var user in unconfirmed)
        {
            user.Erase();
            users.Remove(user);
        }

        return unconfirmed.Count;
    }
}
