using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>The way of a call: key, fault, idempotency, endpoint, expansion, answer.</summary>
public sealed class StripeApi
{
    /// <summary>The version that the shapes are of: the one that Stripe.net 53.1 pins.</summary>
    public const string Version = "2026-10-28.endive";

    private readonly StripeWorld _world;
    private readonly Routes _routes = new();
    private readonly IdempotencyKeys _keys;

    internal StripeApi(StripeWorld world)
    {
        _world = world;
        _keys = new IdempotencyKeys(world.Clock);
        Surface.Map(_routes);
    }

    /// <exception cref="ConnectionResetException">A fault says that there is no answer.</exception>
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken ct = default)
    {
        var number = _world.Requests.Begin(request, _world.Clock.RealNow);
        var fault = _world.Faults.Take(request);
        ApiResponse? answer = null;
        try
        {
            if (fault is { Kind: FaultKind.Slow })
                await WaitAsync(request, fault.Delay ?? TimeSpan.Zero, ct);
            answer = fault is null or { Kind: FaultKind.Slow } ? Answer(request) : await FailAsync(request, fault, ct);
            return answer;
        }
        finally
        {
            _world.Requests.Complete(number, answer, fault?.Kind);
        }
    }

    internal void ForgetKeys() => _keys.Clear();

    internal JsonNode? SaveKeys(JsonSerializerOptions format) => _keys.Save(format);

    internal void LoadKeys(JsonNode? saved, JsonSerializerOptions format) => _keys.Load(saved, format);

    private async Task<ApiResponse> FailAsync(ApiRequest request, Fault fault, CancellationToken ct)
    {
        if (fault.Kind is FaultKind.RateLimit or FaultKind.ServerError)
            return Answer(request, fault);
        if (fault.TakesEffect)
            Answer(request);
        if (fault.Kind is FaultKind.Hang)
            await WaitAsync(request, fault.Delay ?? Timeout.InfiniteTimeSpan, ct);
        throw new ConnectionResetException();
    }

    private async Task WaitAsync(ApiRequest request, TimeSpan delay, CancellationToken ct)
    {
        _keys.Hold(request);
        try
        {
            await Task.Delay(delay, _world.Clock.Time, ct);
        }
        finally
        {
            _keys.Release(request);
        }
    }

    private ApiResponse Answer(ApiRequest request, Fault? fault = null) => _world.Do(() =>
    {
        _world.RequestInProgress = new(_world.Ids.Next("req", 14), request.IdempotencyKey);
        try
        {
            _world.EnterMode(Credentials.KeyOf(request));
            if (fault is { Kind: FaultKind.RateLimit })
                return Refuse(request, TooMany()) with { RetryAfter = fault.RetryAfter };
            return request is { IdempotencyKey.Length: > 0, Method: "POST" } ? AnswerOnce(request, fault) : Execute(request, fault);
        }
        catch (ApiException refusal)
        {
            return Refuse(request, refusal);
        }
        finally
        {
            _world.RequestInProgress = null;
        }
    });

    private ApiResponse AnswerOnce(ApiRequest request, Fault? fault)
    {
        if (_keys.Begin(request) is { } stored)
            return stored;
        try
        {
            var answer = Execute(request, fault);
            _keys.Store(request, answer);
            return answer;
        }
        catch (ApiException refusal) when (!refusal.BeforeExecution)
        {
            var answer = Refuse(request, refusal);
            _keys.Store(request, answer);
            return answer;
        }
        catch
        {
            _keys.Forget(request);
            throw;
        }
    }

    private ApiResponse Execute(ApiRequest request, Fault? fault)
    {
        if (fault is { TakesEffect: false })
            return Refuse(request, ServerError());
        if (_routes.Find(request.Method, request.Path, out var ids) is not { } route)
            throw new ApiException(404, "invalid_request_error", $"Unrecognized request URL ({request.Method}: {request.Path}).");
        var parameters = Parameters.Parse(request.Query, request.Body);
        route.Check(parameters);
        Expansion.CheckDepth(parameters);

        var body = route.Endpoint(new Call(_world, request.Path, ids, parameters));
        body.Expand(_world, parameters);
        return fault is null ? Respond(request, 200, body.ToBytes()) : Refuse(request, ServerError());
    }

    private static ApiException TooMany() =>
        new(429, "invalid_request_error", "Too many requests hit the API too quickly.", "rate_limit");

    private static ApiException ServerError() => new(500, "api_error", "An error occurred at Stripe's end, as you asked for.");

    private ApiResponse Refuse(ApiRequest request, ApiException refusal) =>
        Respond(request, refusal.Status, refusal.Render(_world.RequestInProgress!.Id).ToBytes());

    private ApiResponse Respond(ApiRequest request, int status, byte[] body) => new(status, body)
    {
        RequestId = _world.RequestInProgress!.Id,
        IdempotencyKey = request.IdempotencyKey,
        StripeVersion = request.StripeVersion ?? Version,
    };
}

/// <summary>The other side hung up without an answer.</summary>
public sealed class ConnectionResetException() : IOException("The connection was reset.");

/// <summary>The secret key of a call.</summary>
internal static class Credentials
{
    /// <exception cref="ApiException">There is none, or one that Stripe would not know.</exception>
    public static string KeyOf(ApiRequest request)
    {
        var header = request.Authorization ?? "";
        var key = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim()
            : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? UserOf(header[6..])
            : throw new ApiException(401, "invalid_request_error", "You did not provide an API key.");
        return key.StartsWith("sk_test_", StringComparison.Ordinal) || key.StartsWith("sk_live_", StringComparison.Ordinal)
            || key.StartsWith("rk_test_", StringComparison.Ordinal) || key.StartsWith("rk_live_", StringComparison.Ordinal)
            ? key
            : throw new ApiException(401, "invalid_request_error", "Invalid API Key provided.", "api_key_invalid");
    }

    private static string UserOf(string encoded)
    {
        var buffer = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length).Split(':')[0] : "";
    }
}
