using System.Diagnostics;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>The program as it is deployed: what build/publish.sh made, or else what is published here, once.</summary>
public static class Published
{
    private static readonly Lazy<Task<string>> Folder = new(FindAsync);

    public static async Task<string> ProgramAsync() => Path.Combine(await Folder.Value, "WebApi.dll");

    private static async Task<string> FindAsync()
    {
        var folder = TestEnvironment.WebApiFolder ?? await PublishAsync();
        return File.Exists(Path.Combine(folder, "WebApi.dll"))
            ? folder
            : throw new InvalidOperationException($"MYSAAS_WEBAPI_DIR holds no WebApi.dll: {folder}. build/publish.sh makes one.");
    }

    private static async Task<string> PublishAsync()
    {
        var folder = Path.Combine(TestEnvironment.Root, "artifacts", "webapi");
        var publish = new ProcessStartInfo(
            "dotnet", ["publish", "src/WebApi", "--configuration", "Release", "--output", folder, "-nodeReuse:false", "-v", "quiet"])
        {
            WorkingDirectory = TestEnvironment.Root,
        };
        await using var running = Run.Start(publish);
        return await running.ExitAsync(TimeSpan.FromMinutes(5)) == 0
            ? folder
            : throw new InvalidOperationException($"src/WebApi could not be published.{Environment.NewLine}{running.Output}");
    }
}
