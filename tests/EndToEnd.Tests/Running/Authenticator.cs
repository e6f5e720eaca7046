using OtpNet;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>
/// The app on a phone. Each code counts once, so every next one is at least a step later; the server takes one step ahead, hence
/// two codes can be used at once.
/// </summary>
public sealed class Authenticator(string sharedKey)
{
    private const int StepSeconds = 30;

    private readonly Totp _totp = new(Base32Encoding.ToBytes(sharedKey), StepSeconds);
    private long _lastStep;

    public string NextCode()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        _lastStep = Math.Max(now, _lastStep + 1);
        return _totp.ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(_lastStep * StepSeconds).UtcDateTime);
    }
}
