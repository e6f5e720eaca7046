using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MySaas.Application.Auth;

namespace MySaas.Infrastructure.Common;

/// <summary>
/// Encrypts what must be read again and must not lie in the database in clear: authenticator keys and mails that wait.
/// AES-256-GCM under keys derived from <c>Auth:SigningKeys</c>: the first encrypts, all decrypt.
/// </summary>
internal sealed class SecretProtector
{
    private const int IdLength = 4;
    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    private readonly (byte[] Id, byte[] Key)[] _keys;

    public SecretProtector(AuthOptions options) => _keys = [.. options.SigningKeys.Select(key =>
    {
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(key), 32, info: "mysaas.secrets"u8.ToArray());
        return (SHA256.HashData(derived)[..IdLength], derived);
    })];

    /// <summary>The key's id, nonce, tag and ciphertext, in that order, as base64url.</summary>
    public string Protect(string clear)
    {
        var (id, key) = _keys[0];
        var text = Encoding.UTF8.GetBytes(clear);
        var sealedBytes = new byte[IdLength + NonceLength + TagLength + text.Length];
        id.CopyTo(sealedBytes, 0);
        var nonce = sealedBytes.AsSpan(IdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, text, sealedBytes.AsSpan(IdLength + NonceLength + TagLength), sealedBytes.AsSpan(IdLength + NonceLength, TagLength));
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>Whether the key that protects it is still among the settings.</summary>
    public bool CanRead(string secret) => KeyOf(Base64Url.DecodeFromChars(secret)) is not null;

    /// <summary>Whether the first key protects it; one that an older key protects should be protected anew while it can be read.</summary>
    public bool IsCurrent(string secret) => Base64Url.DecodeFromChars(secret).AsSpan(0, IdLength).SequenceEqual(_keys[0].Id);

    /// <exception cref="CryptographicException">It was altered, or its key is no longer among the settings.</exception>
    public string Unprotect(string secret)
    {
        var sealedBytes = Base64Url.DecodeFromChars(secret);
        var key = KeyOf(sealedBytes)
            ?? throw new CryptographicException("The key that protects this secret is not among Auth:SigningKeys.");
        var clear = new byte[sealedBytes.Length - IdLength - NonceLength - TagLength];

        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes.AsSpan(IdLength, NonceLength),
            sealedBytes.AsSpan(IdLength + NonceLength + TagLength),
            sealedBytes.AsSpan(IdLength + NonceLength, TagLength),
            clear);
        return Encoding.UTF8.GetString(clear);
    }

    private byte[]? KeyOf(byte[] sealedBytes) =>
        _keys.FirstOrDefault(key => sealedBytes.AsSpan(0, IdLength).SequenceEqual(key.Id)).Key;
}
