using System.Globalization;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>The most memory that a process has had resident since it was last asked to forget it (proc(5)): Linux keeps that count.</summary>
internal static class PeakMemory
{
    /// <summary>Forgets the peak; what is resident now, in bytes.</summary>
    public static long Reset(int processId)
    {
        File.WriteAllText($"/proc/{processId}/clear_refs", "5");
        return Read(processId, "VmRSS");
    }

    /// <summary>In bytes.</summary>
    public static long Read(int processId) => Read(processId, "VmHWM");

    private static long Read(int processId, string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
