using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MySaas.StripeSimulator.Webhooks;

/// <summary>The header that proves where a webhook comes from.</summary>
public static class Signature
{
    public const string Header = "Stripe-Signature";

    /// <returns><c>t=…,v1=…</c> with one <c>v1</c> for each secret.</returns>
    public static string Sign(ReadOnlySpan<byte> payload, DateTimeOffset at, IEnumerable<string> secrets)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. payload];
        var header = new StringBuilder($"t={seconds}");
        foreach (var secret in secrets)
            header.Append(",v1=").Append(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        return header.ToString();
    }
}
