using FsCheck;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>How many histories, and which one again.</summary>
internal static class Variables
{
#pragma warning disable RS0030 // the runner of the tests says so in its environment
    public static int Histories(DatabaseProvider engine) => Read("MYSAAS_HISTORIES") is { } count
        ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)
        : 1000;

    /// <summary>As a failure prints it: <c>(seed,gamma,size)</c>.</summary>
    public static Replay? Replay => Read("MYSAAS_HISTORY") is { Length: > 0 } replay ? Parse(replay) : null;

    private static Replay Parse(string text)
    {
        var parts = text.Trim('(', ')').Split(',');
        return new Replay(new Rnd(ulong.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), ulong.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)),
            parts.Length > 2 ? Microsoft.FSharp.Core.FSharpOption<int>.Some(int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)) : null);
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
