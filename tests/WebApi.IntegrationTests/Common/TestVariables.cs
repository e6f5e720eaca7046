namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>What the scripts tell a test run: the servers on which it may make databases, and what it shall renew.</summary>
internal static class TestVariables
{
    public static string? PostgreSql => Read("MYSAAS_TEST_POSTGRES");

    public static string? SqlServer => Read("MYSAAS_TEST_SQLSERVER");

    public static string? S3 => Read("MYSAAS_TEST_S3");

    /// <summary>ClamAV's daemon; null when it is to be looked for.</summary>
    public static string? Clamd => Read("MYSAAS_CLAMD");

    /// <summary>Whether the run shall rewrite docs/openapi.json instead of comparing it.</summary>
    public static bool RenewsOpenApi => Read("MYSAAS_RENEW_OPENAPI") is not null;

#pragma warning disable RS0030 // A test run has no settings file; variables are how the scripts tell it about the machine.
    private static string? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
