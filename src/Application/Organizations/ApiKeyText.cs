using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MySaas.Application.Auth;

namespace MySaas.Application.Organizations;

/// <summary>
/// How an API key is written: <c>msk_</c>, 16 characters that it is found by, 32 that are its secret (190 random bits), and 6
/// that check the others, so that scanners for leaked keys recognize one and a typing error needs no look into the database.
/// </summary>
public sealed record ApiKeyText
{
    public const string Prefix = "msk_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdentifierLength = 16;
    private const int SecretLength = 32;
    private const int ChecksumLength = 6;
    private const int BodyLength = IdentifierLength + SecretLength;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private ApiKeyText(string body) => (Value, Identifier) = ($"{Prefix}{body}{Checksum(body)}", body[..IdentifierLength]);

    /// <summary>The whole key, which is shown once.</summary>
    public string Value { get; }

    /// <summary>The public part.</summary>
    public string Identifier { get; }

    /// <summary>What is stored of the secret.</summary>
    public string Hash => SecretToken.HashOf(Value);

    public static ApiKeyText Create() => new(RandomNumberGenerator.GetString(Alphabet, BodyLength));

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = text.Length == Prefix.Length + BodyLength + ChecksumLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Allowed)
                ? new ApiKeyText(text.Substring(Prefix.Length, BodyLength))
                : null;
        if (key?.Value != text)
            key = null;
        return key is not null;
    }

    /// <summary>Only the public part: keys get into no log.</summary>
    public override string ToString() => Prefix + Identifier;

    private static string Checksum(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(body)))[..ChecksumLength];
}
