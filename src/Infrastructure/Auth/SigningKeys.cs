using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using MySaas.Application.Auth;

namespace MySaas.Infrastructure.Auth;

/// <summary>The keys of access tokens: the first signs, all verify. A key's id is a piece of its hash.</summary>
public sealed class SigningKeys
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    public SigningKeys(AuthOptions options)
    {
        All = [.. options.SigningKeys.Select(Convert.FromBase64String).Select(bytes => new SymmetricSecurityKey(bytes)
        {
            KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16],
        })];
        Signing = new SigningCredentials(All[0], SecurityAlgorithms.HmacSha256);
    }

    public IReadOnlyList<SecurityKey> All { get; }

    /// <summary>What an access token must be: ours, of our algorithm, and alive by the product's clock, give or take 10 s.</summary>
    public TokenValidationParameters Validation(TimeProvider clock) => new()
    {
        ValidIssuer = JwtIssuer.Party,
        ValidAudience = JwtIssuer.Party,
        IssuerSigningKeys = All,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        NameClaimType = "sub",
        LifetimeValidator = (from, until, _, _) =>
            until > (clock.GetUtcNow() - Skew).UtcDateTime && !(from > (clock.GetUtcNow() + Skew).UtcDateTime),
    };

    public SigningCredentials Signing { get; }
}
