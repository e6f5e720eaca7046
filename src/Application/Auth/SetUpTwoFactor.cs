using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>Makes a fresh authenticator key. It is not in force before a code of it has been shown.</summary>
[NothingToValidate("it has no input")]
public sealed record SetUpTwoFactor : ICommand<TwoFactorSetupDto>, IRequire<InPerson>;

/// <param name="SharedKey">Base32, for typing into an authenticator app.</param>
/// <param name="AuthenticatorUri">The <c>otpauth://</c> link of the same key.</param>
/// <param name="QrCodeSvg">That link as a picture.</param>
public sealed record TwoFactorSetupDto(string SharedKey, string AuthenticatorUri, string QrCodeSvg);

public sealed class SetUpTwoFactorHandler(CurrentUser current, ITotpAuthenticator authenticator)
    : IRequestHandler<SetUpTwoFactor, TwoFactorSetupDto>
{
    public async Task<TwoFactorSetupDto> Handle(SetUpTwoFactor command, CancellationToken ct)
    {
        var user = await current.LoadAsync(ct);
        var setup = authenticator.CreateKey(user.Email);
        user.SetUpTwoFactor(setup.ProtectedKey);
        return new TwoFactorSetupDto(setup.SharedKey, setup.AuthenticatorUri, setup.QrCodeSvg);
    }
}
