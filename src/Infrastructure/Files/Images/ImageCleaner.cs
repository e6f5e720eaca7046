using MySaas.Application.Files;

namespace MySaas.Infrastructure.Files.Images;

/// <summary>
/// Cuts out of an image what is told beside the picture, and does not touch the picture: nothing is decoded, and nothing lost. It is read
/// twice, first to see whether there is anything to cut.
/// </summary>
internal sealed class ImageCleaner : IImageCleaner
{
    public async Task<Stream?> CleanAsync(Func<Task<Stream>> open, string contentType, CancellationToken ct)
    {
        if (ParserOf(contentType) is not { } parser || !await HasMetadataAsync(parser, open, ct))
            return null;
        var source = new ByteSource(await open());
        return new PictureStream(source, parser.ParseAsync(source, ct));
    }

    private static IImageParser? ParserOf(string contentType) => contentType switch
    {
        "image/jpeg" => new JpegParser(),
        "image/png" => new PngParser(),
        _ => null,
    };

    private static async Task<bool> HasMetadataAsync(IImageParser parser, Func<Task<Stream>> open, CancellationToken ct)
    {
        await using var source = new ByteSource(await open());
        var has = false;
        try
        {
            await foreach (var piece in parser.ParseAsync(source, ct))
                has |= !piece.IsKept;
            return has;
        }
        catch (InvalidDataException)             // no image that anybody can read: it stays what it is
        {
            return false;
        }
    }

    /// <summary>What is kept of an image.</summary>
    private sealed class PictureStream(ByteSource source, IAsyncEnumerable<ImagePiece> pieces) : ForwardStream
    {
        private readonly IAsyncEnumerator<ImagePiece> _pieces = pieces.GetAsyncEnumerator();
        private ReadOnlyMemory<byte> _left;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_left.IsEmpty)
            {
                if (!await _pieces.MoveNextAsync())
                    return 0;
                _left = _pieces.Current.IsKept ? _pieces.Current.Bytes : ReadOnlyMemory<byte>.Empty;
            }

            var count = Math.Min(buffer.Length, _left.Length);
            _left[..count].CopyTo(buffer);
            _left = _left[count..];
            return count;
        }

        public override async ValueTask DisposeAsync()
        {
            await _pieces.DisposeAsync();
            await source.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
