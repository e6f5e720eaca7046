using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>Speaks JSON with the API. Paths are relative to <c>/api/v1/</c> unless they start with a slash.</summary>
public class ApiClient(HttpClient http)
{
    /// <summary>Sent with every request, once there is one.</summary>
    public string? AccessToken { get; set; }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body as HttpContent ?? Json(body) };
        if (AccessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    /// <summary>A body that is sent as it stands.</summary>
    public static StringContent Raw(string text, string mediaType = "application/json") => new(text, Encoding.UTF8, mediaType);

    private static StringContent? Json(object? body) =>
        body is null ? null : Raw(JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
}
