using System.Security.Cryptography;

namespace MySaas.Infrastructure.Auth;

/// <summary>A signing key of this machine's own, so that development needs no settings and a restart signs nobody out.</summary>
internal static class DevelopmentKey
{
    private const string KeyFile = ".data/signing-key";

    public static string Read()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        if (!File.Exists(KeyFile))
            Create();
        return File.ReadAllText(KeyFile).Trim();
    }

    private static void Create()
    {
        var draft = $"{KeyFile}.{Guid.CreateVersion7():N}";
        File.WriteAllText(draft, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(draft, KeyFile, overwrite: false);
        }
        catch (IOException)                      // another process was first; its key is as good
        {
            File.Delete(draft);
        }
    }
}
