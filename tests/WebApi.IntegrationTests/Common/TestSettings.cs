using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Jobs;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>How a test wants the program: the defaults of development, limits out of the way, and what it says itself.</summary>
public sealed record TestSettings(params (string Key, string Value)[] Own)
{
    public const string BaseUrl = "https://app.mysaas.test";
    public const string Administrator = "root@mysaas.test";

    public static readonly byte[] SigningKey = RandomNumberGenerator.GetBytes(64);

    private static readonly (string Key, string Value)[] Defaults =
    [
        ("App:BaseUrl", BaseUrl),
        ("Auth:SigningKeys:0", Convert.ToBase64String(SigningKey)),
        ("Admin:Emails:0", Administrator),
        ("Jobs:PollInterval", "00:00:00.2"),
        ("Jobs:RetryBaseDelay", "00:00:00.05"),
        ("Billing:Plans:0:Limits:Members", "1000"),
        ("Billing:Plans:0:Features:auditLogExport", "true"),
        ("RateLimits:Auth:PermitLimit", "1000000"),
        ("RateLimits:Api:PermitLimit", "1000000"),
    ];

    public string Environment { get; init; } = "Development";

    /// <summary>A real listener on a free port instead of the in-memory server, for what only Kestrel does.</summary>
    public bool ListensOnSocket { get; init; }

    /// <summary>210,000 rounds for each password. Without it 1,000, by the same hasher: only time bands need the price.</summary>
    public bool HashesAtFullCost { get; init; }

    /// <summary>
    /// The catalogue's own schedules. Without it a job runs when a test asks for it: those that clear away would take, at seven
    /// minutes past each hour, what a test has made a week old.
    /// </summary>
    public bool RunsJobsByTheClock { get; init; }

    /// <summary>
    /// Section <c>Serilog</c>. It is read late and handed over apart: on the way of the others each section gets an empty value
    /// of its own, which Serilog takes for the name of a sink.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Logging { get; init; } = new Dictionary<string, string?>
    {
        ["Serilog:MinimumLevel:Default"] = "Error",
        ["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Error",
    };

    /// <summary>Last changes to the services.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public IEnumerable<(string Key, string Value)> All => [.. Defaults, .. Schedules, .. Own];

    private IEnumerable<(string Key, string Value)> Schedules =>
        RunsJobsByTheClock ? [] : JobCatalog.All.Select(job => ($"Jobs:Schedules:{job.Name}:Enabled", "false"));
}
