using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>
/// Sets a password with the token that went to the mailbox. Whoever was signed in is out, the lockout is lifted, a pending
/// change of address is off; two factors stay on.
/// </summary>
public sealed record ResetPassword(string Email, string Token, string NewPassword) : ICommand, IRequire<Anyone>;

public sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Token).IsToken();
        RuleFor(c => c.NewPassword).IsNewPassword(c => c.Email);
    }
}

public sealed class ResetPasswordHandler(
    IUserRepository users, OneTimeTokens tokens, IPasswordHasher hasher, SessionTokens sessions, SignInGate gate)
    : IRequestHandler<ResetPassword, Unit>
{
    public async Task<Unit> Handle(ResetPassword command, CancellationToken ct)
    {
        var email = EmailAddress.Parse(command.Email).Normalized;
        var user = await users.FindByEmailAsync(email, ct) ?? throw AuthRefusals.InvalidToken.AsException();
        await tokens.ProveMailboxAsync(user, TokenPurpose.ResetPassword, command.Token, ct);

        user.ResetPassword(await hasher.HashAsync(command.NewPassword, ct));
        await sessions.EndAllAsync(user.Id, except: null, ct);
        await tokens.CancelAsync(user.Id, TokenPurpose.ChangeEmail, ct);
        await tokens.CancelAsync(user.Id, TokenPurpose.ConfirmEmail, ct);
        await gate.ForgiveAsync(email, ct);
        return Unit.Value;
    }
}
