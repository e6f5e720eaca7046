using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Puts the authenticator in force with a first code of it, and hands out the recovery codes, this once.</summary>
public sealed record EnableTwoFactor(string Code) : ICommand<RecoveryCodesDto>, IRequire<InPerson>;

/// <param name="RecoveryCodes">Each stands in for a code of the authenticator, once.</param>
public sealed record RecoveryCodesDto(IReadOnlyList<string> RecoveryCodes)
{
    internal static RecoveryCodesDto Create() =>
        new([.. Enumerable.Range(0, User.RecoveryCodeCount).Select(_ => SecretToken.CreateRecoveryCode())]);

    internal IReadOnlyList<string> Hashes() => [.. RecoveryCodes.Select(SecretToken.HashOfRecoveryCode)];
}

public sealed class EnableTwoFactorValidator : AbstractValidator<EnableTwoFactor>
{
    public EnableTwoFactorValidator() => RuleFor(c => c.Code).IsCode();
}

public sealed class EnableTwoFactorHandler(CurrentUser current) : IRequestHandler<EnableTwoFactor, RecoveryCodesDto>
{
    public async Task<RecoveryCodesDto> Handle(EnableTwoFactor command, CancellationToken ct)
    {
        var user = await current.LoadAsync(ct);
        user.RequireTwoFactorReady();
        await current.VerifyCodeAsync(user, command.Code, ct);

        var codes = RecoveryCodesDto.Create();
        user.EnableTwoFactor(codes.Hashes());
        return codes;
    }
}
