using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>
/// Goes back to the password alone; takes both factors, so that a stolen access token cannot. Who has lost the authenticator
/// gives a recovery code.
/// </summary>
public sealed record DisableTwoFactor(string Password, string Code) : ICommand, IRequire<InPerson>;

public sealed class DisableTwoFactorValidator : AbstractValidator<DisableTwoFactor>
{
    public DisableTwoFactorValidator()
    {
        RuleFor(c => c.Password).IsPassword();
        RuleFor(c => c.Code).IsCode();
    }
}

public sealed class DisableTwoFactorHandler(CurrentUser current) : IRequestHandler<DisableTwoFactor, Unit>
{
    public async Task<Unit> Handle(DisableTwoFactor command, CancellationToken ct)
    {
        var user = await current.LoadAsync(command.Password, ct);
        user.RequireTwoFactorOn();
        if (SecretToken.LooksLikeRecoveryCode(command.Code))
            await current.VerifyRecoveryCodeAsync(user, command.Code, ct);
        else
            await current.VerifyCodeAsync(user, command.Code, ct);
        user.DisableTwoFactor();
        return Unit.Value;
    }
}
