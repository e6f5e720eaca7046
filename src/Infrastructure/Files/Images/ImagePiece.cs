namespace MySaas.Infrastructure.Files.Images;

/// <summary>A stretch of an image: of the picture, or of what is told beside it.</summary>
/// <param name="Bytes">Good until the next piece is asked for.</param>
/// <param name="IsKept">Whether it is of the picture.</param>
internal readonly record struct ImagePiece(ReadOnlyMemory<byte> Bytes, bool IsKept = true);

/// <summary>Takes an image apart. What it keeps, in its order, is the same picture again.</summary>
internal interface IImageParser
{
    /// <exception cref="InvalidDataException">It is no image of this format.</exception>
    IAsyncEnumerable<ImagePiece> ParseAsync(ByteSource source, CancellationToken ct);
}
