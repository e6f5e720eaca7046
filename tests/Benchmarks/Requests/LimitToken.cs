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
