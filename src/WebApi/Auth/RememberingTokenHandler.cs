using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MySaas.WebApi.Auth;

/// <summary>
/// Checks access tokens, and remembers those that it found to be ours: a client sends the same one for minutes, and its signature and
/// claims are what they were. Whether its time is over is looked at each time, and whether its session is, by whoever asks.
/// </summary>
internal sealed class RememberingTokenHandler : JsonWebTokenHandler, IDisposable
{
    // A token and what was read of it take about 4 KB.
    private static readonly MemoryCacheOptions AtMost = new() { SizeLimit = 2000 };

    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _found = new(AtMost);

    public RememberingTokenHandler() => MapInboundClaims = false;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_found.TryGetValue(token, out TokenValidationResult? known) && IsAlive(known!, validationParameters))
            return known!;

        var checkedNow = await base.ValidateTokenAsync(token, validationParameters);
        if (checkedNow.IsValid)
            _found.Set(token, checkedNow, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = RememberedFor });
        return checkedNow;
    }

    public void Dispose() => _found.Dispose();

    private static bool IsAlive(TokenValidationResult known, TokenValidationParameters parameters) =>
        known.SecurityToken is { } token && parameters.LifetimeValidator(token.ValidFrom, token.ValidTo, token, parameters);
}
