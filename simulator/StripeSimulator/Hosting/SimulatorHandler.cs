using System.Net;
using System.Net.Http.Headers;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>
/// Answers the requests of an <see cref="HttpClient"/> from a world in this process, without a socket: for tests that make
/// thousands of calls.
/// </summary>
public sealed class SimulatorHandler(StripeWorld world) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await AnswerAsync(Translate(request, body), cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(answer.Body),
            RequestMessage = request,
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in answer.Headers())
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private async Task<ApiResponse> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        try
        {
            return await world.Api.SendAsync(request, ct);
        }
        catch (ConnectionResetException reset)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "An error occurred while sending the request.", reset);
        }
    }

    private static ApiRequest Translate(HttpRequestMessage request, string? body)
    {
        var path = request.RequestUri!.AbsolutePath;
        return new ApiRequest(
            request.Method.Method,
            path[Math.Max(0, path.IndexOf("/v1/", StringComparison.Ordinal))..],
            request.RequestUri.Query,
            body,
            Header("Authorization"),
            Header("Idempotency-Key"),
            Header("Stripe-Version"));

        string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? values.First() : null;
    }
}
