using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.Auth;

/// <summary>Replaces a password that is known; every other session ends and a pending reset dies.</summary>
public sealed record ChangePassword(string CurrentPassword, string NewPassword) : ICommand, IRequire<InPerson>;

public sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator(ICaller caller)
    {
        RuleFor(c => c.CurrentPassword).IsPassword();
        RuleFor(c => c.NewPassword).IsNewPassword(_ => caller.Email);
    }
}

public sealed class ChangePasswordHandler(
    CurrentUser current, IPasswordHasher hasher, OneTimeTokens tokens, SessionTokens sessions, ICaller caller)
    : IRequestHandler<ChangePassword, Unit>
{
    public async Task<Unit> Handle(ChangePassword command, CancellationToken ct)
    {
        var user = await current.LoadAsync(command.CurrentPassword, ct);
        user.ChangePassword(await hasher.HashAsync(command.NewPassword, ct));
        await sessions.EndAllAsync(user.Id, except: caller.SessionId, ct);
        await tokens.CancelAsync(user.Id, TokenPurpose.ResetPassword, ct);
        return Unit.Value;
    }
}
