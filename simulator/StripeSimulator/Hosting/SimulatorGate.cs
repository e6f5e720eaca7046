using System.Text.Json;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Control;
using MySaas.StripeSimulator.Pages;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>Brings HTTP requests to the API and to the controls. Whatever else stands before the world in a host, the path begins here.</summary>
internal sealed class SimulatorGate
{
    private readonly StripeWorld _world;
    private readonly Routes _controls = new();
    private readonly Routes<Page> _pages = new();
    private readonly Uri? _publicUrl;

    /// <param name="publicUrl">Where people reach the pages; by default where the requests come to.</param>
    public SimulatorGate(StripeWorld world, Uri? publicUrl = null)
    {
        (_world, _publicUrl) = (world, publicUrl);
        ControlApi.Map(_controls);
        PagesApi.Map(_pages);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        _world.BaseUrl = (_publicUrl?.ToString() ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}").TrimEnd('/');
        if (path.StartsWithSegments("/_control"))
            await ControlAsync(context);
        else if (_pages.Find(context.Request.Method, path.Value ?? "", out var ids) is { } page)
            await ShowAsync(context, page, ids);
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
            var answer = _world.Do(() => route.Endpoint(new Call(_world, request.Path.Value!, ids, parameters)));
            await WriteAsync(context.Response, 200, answer.ToIndentedBytes());
        }
        catch (ApiException refusal)
        {
            await WriteAsync(context.Response, refusal.Status, refusal.Render("req_control").ToIndentedBytes());
        }
        catch (JsonException malformed)
        {
            await WriteAsync(context.Response, 400, ApiException.Invalid(malformed.Message).Render("req_control").ToIndentedBytes());
        }
    }

    private async Task ShowAsync(HttpContext context, Route<Page> route, IReadOnlyList<string> ids)
    {
        var body = await ReadAsync(context.Request);
        var page = _world.Do(() =>
        {
            try
            {
                return route.Endpoint(new Call(_world, context.Request.Path, ids, Parameters.Parse(null, body)));
            }
            catch (ApiException refusal)
            {
                return Page.Html(_world.BaseUrl, "Sorry", Markup.Alert(refusal.Message), refusal.Status);
            }
        });
        var headers = context.Response.Headers;
        (headers.ContentSecurityPolicy, headers.XContentTypeOptions, headers["Referrer-Policy"]) = (page.Policy, "nosniff", "no-referrer");
        headers.CacheControl = "no-store";
        if (page.Location is not null)
            headers.Location = page.Location;
        await WriteAsync(context.Response, page.Status, page.Body, page.ContentType);
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, int status, byte[] body, string contentType = "application/json")
    {
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, contentType, body.Length);
        await response.Body.WriteAsync(body);
    }
}
