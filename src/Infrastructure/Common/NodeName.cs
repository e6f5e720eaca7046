using System.Globalization;
using System.Security.Cryptography;

namespace MySaas.Infrastructure.Common;

/// <summary>Which process did it, for people who look into a row or a log, and for the other nodes.</summary>
internal static class NodeName
{
    public const int MaxLength = 100;

    private const int RandomDigits = 6;

    /// <summary>
    /// The host, in a container its id; the process; and a few random digits, because every container's first process is
    /// number 1 and a restarted one must not be taken for the one before.
    /// </summary>
    public static readonly string Value = OfThisProcess();

    private static string OfThisProcess()
    {
        var process = string.Create(
            CultureInfo.InvariantCulture, $"/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}");
        var host = Environment.MachineName;
        return host[..Math.Min(host.Length, MaxLength - process.Length)] + process;
    }
}
