using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Control;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>Brings HTTP requests to the API and to the controls. Whatever else stands before the world in a host, the path begins here.</summary>
internal sealed class SimulatorGate
{
    private readonly StripeWorld _world;
    private readonly Routes _controls = new();
    private readonly Uri? _publicUrl;

    /// <param name="publicUrl">Where people reach the pages; by default where the requests come to.</param>
    public SimulatorGate(StripeWorld world, Uri? publicUrl = null)
    {
        (_world, _publicUrl) = (world, publicUrl);
        ControlApi.Map(_controls);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        _world.BaseUrl = (_publicUrl?.ToString() ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}").TrimEnd('/');
        if (path.StartsWithSegments("/_control"))
            await ControlAsync(context);
        else
            await CallAsync(context);
    }

    private async Task CallAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            var answer = await _world.Api.SendAsync(
                new ApiRequest(
                    request.Method,
                    request.Path,
                    request.QueryString.Value,
                    await ReadAsync(request),
                    request.Headers.Authorization,
                    request.Headers["Idempotency-Key"],
                    request.Headers["Stripe-Version"]),
                context.RequestAborted);
            foreach (var (name, value) in answer.Headers())
                context.Response.Headers[name] = value;
            await WriteAsync(context.Response, answer.Status, answer.Body);
        }
        catch (ConnectionResetException)
        {
            context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();                                       // the caller has given up on a call that hangs
        }
    }

    private async Task ControlAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            var route = _controls.Find(request.Method, request.Path.Value!, out var ids)
                ?? throw new ApiException(404, "invalid_request_error", $"There is no such control: {request.Method} {request.Path}");
            var parameters = request.HasFormContentType || request.Method is "GET"
                ? Parameters.Parse(request.QueryString.Value, await ReadAsync(request))
                : Parameters.Parse(await ReadAsync(request) is { Length: > 0 } json ? JsonNode.Parse(json) : null);
            route.Check(parameters);
            var answer = route.Endpoint(new Call(_world, request.Path.Value!, ids, parameters));
            await WriteAsync(context.Response, 200, answer.ToIndentedBytes());
        }
        catch (ApiException refusal)
        {
            await WriteAsync(context.Response, refusal.Status, refusal.Render("req_control").ToIndentedBytes());
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, int status, byte[] body)
    {
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, "application/json", body.Length);
        await response.Body.WriteAsync(body);
    }
}
