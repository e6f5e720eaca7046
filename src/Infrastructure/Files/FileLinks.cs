using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MySaas.Application.Auth;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Infrastructure.Files;

/// <summary>
/// HMAC-SHA256 over the file or upload, its owner, the hash of its bytes and the time or their number, under keys derived from <c>Auth:SigningKeys</c>: the first
/// signs, all verify.
/// </summary>
internal sealed class FileLinks : IFileLinks
{
    private readonly byte[][] _keys;

    public FileLinks(AuthOptions options) => _keys =
    [
        .. options.SigningKeys.Select(key =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(key), 32, info: "mysaas.file-links"u8.ToArray())),
    ];

    public string Sign(StoredFile file, long expires) => Sign(TextOf(file, expires));

    public bool IsSigned(StoredFile file, long expires, string signature) => IsSigned(TextOf(file, expires), signature);

    public string Sign(Upload upload) => Sign(TextOf(upload));

    public bool IsSigned(Upload upload, string signature) => IsSigned(TextOf(upload), signature);

    private string Sign(byte[] text) => Base64Url.EncodeToString(HMACSHA256.HashData(_keys[0], text));

    private bool IsSigned(byte[] text, string signature)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(signature) || !Base64Url.TryDecodeFromChars(signature, given, out var length) || length != given.Length)
            return false;
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, text), given));
    }

    // The row says until when, and how many bytes; a verification may prolong it, and the link with it.
    private static byte[] TextOf(Upload upload) => Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"upload/{upload.OrganizationId:N}/{upload.Id:N}/{upload.Sha256}/{upload.ReservedBytes}"));

    private static byte[] TextOf(StoredFile file, long expires) => Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{file.OrganizationId:N}/{file.Id:N}/{file.Sha256}/{expires}"));
}
