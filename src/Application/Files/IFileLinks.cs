using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Signs links that open one file, or take the bytes of one, for a while, for whoever has them.</summary>
public interface IFileLinks
{
    /// <summary>The signature of a link to the file, of which no byte has changed, until then.</summary>
    /// <param name="file">To which it leads.</param>
    /// <param name="expires">In seconds since 1970 (UTC).</param>
    string Sign(StoredFile file, long expires);

    /// <summary>Whether this is such a signature, in constant time.</summary>
    bool IsSigned(StoredFile file, long expires, string signature);

    /// <summary>The signature of a link that takes the bytes of a direct upload, until it expires.</summary>
    string Sign(Upload upload);

    /// <summary>Whether this is such a signature, in constant time.</summary>
    bool IsSigned(Upload upload, string signature);
}
