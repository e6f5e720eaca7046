#pragma warning disable RS0030 // The one place of this project that reads the environment: it says what there is to test with.

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>What the run was given (see build/test.sh), and where the sources are.</summary>
public static class TestEnvironment
{
    /// <summary>The published program; null when it is to be published here.</summary>
    public static string? WebApiFolder { get; } = Read("MYSAAS_WEBAPI_DIR");

    /// <summary>A connection string of a server on which databases may be created.</summary>
    public static string? PostgreSql { get; } = Read("MYSAAS_TEST_POSTGRES");

    /// <summary>An S3 server on which buckets may be made, as <c>http://key:secret@host:port</c>.</summary>
    public static string? S3 { get; } = Read("MYSAAS_TEST_S3");

    /// <summary>The browser's executable; null when it is to be looked for.</summary>
    public static string? Chromium { get; } = Read("MYSAAS_CHROMIUM");

    /// <summary>The folder of MySaas.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MySaas.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run from within the repository: no MySaas.sln above them.");
    }
}
