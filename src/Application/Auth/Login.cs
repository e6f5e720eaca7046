using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Signs in with a password and, where two factors are on, a code of the authenticator or a recovery code.</summary>
public sealed record Login(string Email, string Password, string? TwoFactorCode, string? RecoveryCode)
    : ICommand<TokenPair>, IRequire<Anyone>;

public sealed class LoginValidator : AbstractValidator<Login>
{
    public LoginValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Password).IsPassword();
    }
}

public sealed class LoginHandler(IUserRepository users, SignInGate gate, SessionTokens sessions) : IRequestHandler<Login, TokenPair>
{
    public async Task<TokenPair> Handle(Login command, CancellationToken ct)
    {
        var email = EmailAddress.Parse(command.Email).Normalized;
        var found = await users.FindByEmailAsync(email, ct);
        await gate.VerifyPasswordAsync(email, found, command.Password, ct);

        var user = found!;                       // a missing user has no password that is right
        if (!user.EmailConfirmed)
            throw AuthRefusals.EmailNotConfirmed.AsException();
        if (user.DisabledAt is not null)
            throw AuthRefusals.Disabled.AsException();
        if (user.TwoFactorEnabled)
        {
            if (command is { TwoFactorCode: null, RecoveryCode: null })
                throw AuthRefusals.TwoFactorRequired.AsException();
            await gate.VerifyTwoFactorAsync(user, command.TwoFactorCode, command.RecoveryCode, ct);
        }

        users.RequireUnchanged(user);            // a new password that overtakes this sign-in could not end its session
        await gate.ForgiveAsync(email, ct);
        user.CancelDeletion();
        return sessions.Start(user);
    }
}
