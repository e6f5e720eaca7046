using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>Hands out a new set of recovery codes; the old ones die.</summary>
public sealed record ReplaceRecoveryCodes(string Password) : ICommand<RecoveryCodesDto>, IRequire<InPerson>;

public sealed class ReplaceRecoveryCodesValidator : AbstractValidator<ReplaceRecoveryCodes>
{
    public ReplaceRecoveryCodesValidator() => RuleFor(c => c.Password).IsPassword();
}

public sealed class ReplaceRecoveryCodesHandler(CurrentUser current) : IRequestHandler<ReplaceRecoveryCodes, RecoveryCodesDto>
{
    public async Task<RecoveryCodesDto> Handle(ReplaceRecoveryCodes command, CancellationToken ct)
    {
        var user = await current.LoadAsync(command.Password, ct);
        var codes = RecoveryCodesDto.Create();
        user.ReplaceRecoveryCodes(codes.Hashes());
        return codes;
    }
}
