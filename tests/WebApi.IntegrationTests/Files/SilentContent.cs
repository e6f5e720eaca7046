using System.Net;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>A body that keeps its length to itself, and so is sent in chunks.</summary>
internal sealed class SilentContent : HttpContent
{
    private readonly HttpContent _inner;

    public SilentContent(HttpContent inner)
    {
        _inner = inner;
        Headers.ContentType = inner.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
