using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Looks for malware in a file.</summary>
[StoredAs("files.scan.v1")]
public sealed record ScanFile(Guid OrganizationId, Guid FileId) : IProcessingStep
{
    public static string Name => "scan";
}

public sealed class ScanFileHandler(Processing processing, IEnumerable<IMalwareScanner> scanners, FileBytes bytes) : IMessageHandler<ScanFile>
{
    public Task HandleAsync(ScanFile message, MessageContext context, CancellationToken ct) => processing.RunAsync(
        message, context,
        async file =>
        {
            var verdict = new ScanVerdict(ScanState.Unscanned);
            foreach (var scanner in scanners)
                if (verdict.State is not ScanState.Infected)
                    verdict = Worse(verdict, await ScanAsync(scanner, file, ct));
            file.RecordScan(verdict.State, verdict.Threat);
        },
        ct);

    private async Task<ScanVerdict> ScanAsync(IMalwareScanner scanner, StoredFile file, CancellationToken ct)
    {
        await using var content = await bytes.OpenAsync(file, ct);
        return await scanner.ScanAsync(content, ct);
    }

    // One scanner's word that it is clean stands beside another's that knows too little to say so.
    private static ScanVerdict Worse(ScanVerdict one, ScanVerdict other) => other.State > one.State ? other : one;
}

/// <summary>Looks for malware. There may be several; all of them are asked.</summary>
public interface IMalwareScanner
{
    /// <param name="content">Read once, to its end.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Never <see cref="ScanState.Clean"/> of somebody who knows only a few signatures.</returns>
    Task<ScanVerdict> ScanAsync(Stream content, CancellationToken ct);
}

/// <param name="State">What was found.</param>
/// <param name="Threat">Its name, when it is infected.</param>
public sealed record ScanVerdict(ScanState State, string? Threat = null);
