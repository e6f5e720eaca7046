using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MySaas.Benchmarks.Requests;

/// <summary>An access token by hand: its HMAC, its time, its user.</summary>
internal sealed class LimitToken(string signingKey)
{
    private readonly byte[] _key = Convert.FromBase64String(signingKey);

    /// <summary>What is stored of a refresh token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public string Issue(Guid userId, Guid sessionId, string email, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var claims = $$"""
            {"aud":"mysaas","iss":"mysaas","exp":{{seconds + 3600}},"iat":{{seconds}},"nbf":{{seconds}},"sub":"{{userId}}","sid":"{{sessionId}}","email":"{{email}}","jti":"{{Guid.CreateVersion7()}}"}
            """;
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","kid":"0123456789abcdef","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }

    public Guid? UserOf(HttpContext http)
    {
        var token = http.Request.Headers.Authorization.ToString().AsSpan("Bearer ".Length);
        var (first, last) = (token.IndexOf('.'), token.LastIndexOf('.'));
        var mac = HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(token[..last].ToString()));
        if (!CryptographicOperations.FixedTimeEquals(mac, Base64Url.DecodeFromChars(token[(last + 1)..])))
            return null;
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[(first + 1)..last]));
        return claims.RootElement.GetProperty("exp").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
            ? claims.RootElement.GetProperty("sub").GetGuid() : null;
    }
}
