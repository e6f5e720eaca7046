namespace MySaas.Infrastructure.Common;

/// <summary>Which process did it, for people who look into a row or a log.</summary>
internal static class NodeName
{
    /// <summary>The host, in a container its id, and the process.</summary>
    public static readonly string Value = $"{Environment.MachineName}/{Environment.ProcessId}";
}
