using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MySaas.Application.Auth;

/// <summary>
/// Secrets that are handed out once: 256 random bits, of which only the SHA-256 is stored. A plain hash is enough where
/// nobody can guess the input.
/// </summary>
public static class SecretToken
{
    private const string RecoveryAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";     // 32 that nobody confuses: 5 bits each

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>80 random bits, to be written on paper, as <c>ABCD-EFGH-JKLM-NPQR</c>.</summary>
    public static string CreateRecoveryCode() =>
        string.Join('-', RandomNumberGenerator.GetString(RecoveryAlphabet, 16).Chunk(4).Select(four => new string(four)));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Longer than an authenticator's six digits.</summary>
    public static bool LooksLikeRecoveryCode(string code) => code.Count(char.IsAsciiLetterOrDigit) > 6;

    /// <summary>However it was typed: without dashes and blanks, in either case.</summary>
    public static string HashOfRecoveryCode(string code) =>
        HashOf(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());
}
