using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>
/// As Stripe's: the first answer of a POST that was carried out is stored for a day, a 500 too, and given again to the same
/// parameters.
/// </summary>
internal sealed class IdempotencyKeys(Clock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Use> _uses = [];
    private readonly ConcurrentDictionary<string, ApiRequest> _held = [];

    /// <summary>Keeps the key in use while its call is made to wait; others that come with it meanwhile are refused.</summary>
    public void Hold(ApiRequest request)
    {
        if (request.IdempotencyKey is { Length: > 0 } key)
            _held.TryAdd(key, request);
    }

    public void Release(ApiRequest request)
    {
        if (request.IdempotencyKey is { Length: > 0 } key)
            _held.TryRemove(KeyValuePair.Create(key, request));
    }

    /// <summary>The stored answer; null when the call has to be carried out, and the key is then in use.</summary>
    /// <exception cref="ApiException">Other parameters, another endpoint, or the first call is still running.</exception>
    public ApiResponse? Begin(ApiRequest request)
    {
        var key = request.IdempotencyKey!;
        if (key.Length > 255)
            throw ApiException.Invalid("Idempotency keys can be at most 255 characters long.");
        var print = PrintOf(request);
        if (_held.TryGetValue(key, out var holder) && !ReferenceEquals(holder, request))
            throw new ApiException(
                409, "idempotency_error", "There is currently another in-progress request using this idempotency key.", "idempotency_key_in_use");
        if (!_uses.TryGetValue(key, out var use) || clock.RealNow - use.At > Kept)
        {
            _uses[key] = new Use(request.Path, print, clock.RealNow, null);
            return null;
        }

        if (use.Path != request.Path)
            throw Misused($"Keys for idempotent requests can only be used for the same endpoint they were first used for ('{use.Path}').");
        if (use.Print != print)
        {
            throw Misused(
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. The key was '{key}'.");
        }

        return use.Answer! with { IsReplayed = true };
    }

    public void Store(ApiRequest request, ApiResponse answer) =>
        _uses[request.IdempotencyKey!] = _uses[request.IdempotencyKey!] with { Answer = answer };

    /// <summary>The call was not carried out, so the key is free again.</summary>
    public void Forget(ApiRequest request) => _uses.Remove(request.IdempotencyKey!);

    public void Clear() => _uses.Clear();

    public JsonNode? Save(JsonSerializerOptions format) =>
        JsonSerializer.SerializeToNode(_uses.Where(use => clock.RealNow - use.Value.At <= Kept).ToDictionary(), format);

    public void Load(JsonNode? saved, JsonSerializerOptions format)
    {
        foreach (var (key, use) in saved.Deserialize<Dictionary<string, Use>>(format) ?? [])
            _uses[key] = use;
    }

    private static ApiException Misused(string message) => new(400, "idempotency_error", message);

    private static string PrintOf(ApiRequest request) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}?{request.Query}\n{request.Body}")));

    private sealed record Use(string Path, string Print, DateTimeOffset At, ApiResponse? Answer);
}
