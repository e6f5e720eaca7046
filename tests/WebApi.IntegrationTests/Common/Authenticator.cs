using OtpNet;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>An authenticator app on somebody's phone, and the sheet of recovery codes beside it.</summary>
public sealed class Authenticator(TravellingClock clock, string sharedKey)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    public string SharedKey => sharedKey;

    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>What the app shows at this moment, or did or will some time from now.</summary>
    public string Code(TimeSpan fromNow = default) =>
        new Totp(Base32Encoding.ToBytes(sharedKey)).ComputeTotp((clock.GetUtcNow() + fromNow).UtcDateTime);

    /// <summary>The code that was waited for last, whatever the app shows by now.</summary>
    public string LastCode { get; private set; } = "";

    /// <summary>Waits for the app to show a code that it has not shown before.</summary>
    public string NextCode()
    {
        clock.Travel(Step);
        return LastCode = Code();
    }

    /// <summary>Six digits that are wrong for a while.</summary>
    public string WrongCode()
    {
        var near = Enumerable.Range(-2, 5).Select(step => Code(step * Step)).ToHashSet();
        return Enumerable.Range(0, 10).Select(digit => new string((char)('0' + digit), 6)).First(code => !near.Contains(code));
    }
}
