using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>
/// Opens a confirmed account for each configured administrator who has none. It has no password: its owner sets one through
/// "forgot password", which proves the mailbox. Sent from the operator's shell (<c>WebApi seed</c>), never over HTTP.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record OpenAdministratorAccounts : ICommand, IRequire<TheSystem>;

/// <summary>Who runs this installation, by the setting <c>Admin:Emails</c>.</summary>
public interface IAdministrators
{
    IEnumerable<EmailAddress> Addresses { get; }
}

public sealed class OpenAdministratorAccountsHandler(IUserRepository users, IAdministrators administrators, TimeProvider clock)
    : IRequestHandler<OpenAdministratorAccounts, Unit>
{
    public async Task<Unit> Handle(OpenAdministratorAccounts command, CancellationToken ct)
    {
        foreach (var address in administrators.Addresses)
        {
            if (await users.FindByEmailAsync(address.Normalized, ct) is not null)
                continue;
            var user = User.Register(address, "Administrator", passwordHash: null, clock.GetUtcNow());
            user.ConfirmEmail();
            users.Add(user);
        }

        return Unit.Value;
    }
}
