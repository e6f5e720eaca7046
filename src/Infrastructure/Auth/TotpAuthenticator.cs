using System.Globalization;
using Microsoft.Extensions.Logging;
using MySaas.Application.Auth;
using MySaas.Infrastructure.Common;
using OtpNet;
using QRCoder;

namespace MySaas.Infrastructure.Auth;

internal sealed partial class TotpAuthenticator(SecretProtector protector, TimeProvider clock, ILogger<TotpAuthenticator> logger)
    : ITotpAuthenticator
{
    private const string Issuer = "MySaas";
    private const int KeyBytes = 20;             // RFC 4226, section 4, R6
    private const int Digits = 6;

    // RFC 6238, 5.2 recommends one step for the network's delay; one ahead serves a phone whose clock is fast.
    private static readonly VerificationWindow OneStepAround = new(previous: 1, future: 1);

    public AuthenticatorSetup CreateKey(string email)
    {
        var key = Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes));
        var uri = string.Create(
            CultureInfo.InvariantCulture,
            $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&digits={Digits}&period=30");
        using var qr = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(qr);
        return new AuthenticatorSetup(key, uri, svg.GetGraphic(4), protector.Protect(key));
    }

    public long? FindStep(string protectedKey, string code)
    {
        if (!protector.CanRead(protectedKey))
        {
            LogUnreadableKey(logger);
            return null;
        }

        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        var totp = new Totp(Base32Encoding.ToBytes(protector.Unprotect(protectedKey)));
        return typed.Length == Digits && totp.VerifyTotp(clock.GetUtcNow().UtcDateTime, typed, out var step, OneStepAround) ? step : null;
    }

    public string? Renew(string protectedKey) =>
        protector.IsCurrent(protectedKey) ? null : protector.Protect(protector.Unprotect(protectedKey));

    [LoggerMessage(LogLevel.Warning, "An authenticator's key cannot be read: the key that protects it was removed from Auth:SigningKeys")]
    private static partial void LogUnreadableKey(ILogger logger);
}
