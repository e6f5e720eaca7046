namespace MySaas.WebApi.Common;

internal static class Paths
{
    /// <summary>The program finds its appsettings.json beside itself, from whichever folder it is started.</summary>
    public static string ContentRoot { get; } =
        File.Exists("appsettings.json") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;
}
