using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MySaas.Infrastructure.Files;

/// <summary>
/// Brings the entries of a folder to the disk: a rename that only the cache knows is lost with the power (fsync(2)). .NET opens
/// no folders. Windows needs none of this: NTFS journals its entries.
/// </summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    public static void Flush(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder.FullName, ReadOnly);
        if (handle < 0)
            throw Failure();
        try
        {
            if (Sync(handle) != 0)
                throw Failure();
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure() => new($"A folder of the storage was not flushed: {new Win32Exception().Message}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
