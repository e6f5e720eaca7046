using Amazon.S3.Model;
using MySaas.Application.Files;

namespace MySaas.Infrastructure.Files.S3;

/// <summary>The bytes of an answer. The client's own timeout ends with the headers, so that a server that falls silent after them would hold the reader for ever.</summary>
internal sealed class S3Stream(GetObjectResponse answer, TimeSpan timeout) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(timeout);
        try
        {
            return await answer.ResponseStream.ReadAsync(buffer, late.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The storage fell silent within an object.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }
}
