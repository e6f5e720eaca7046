namespace MySaas.Domain.Files;

/// <summary>What was packed for somebody, once the storage has all its bytes.</summary>
/// <param name="Id">Under which the storage keeps them.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record PackedFile(Guid Id, long Size, string Sha256);
