using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>Uploads past the product, as a client does them: the storage's own server gets the bytes by a client of its own.</summary>
public sealed class Direct(TestApp app, Shelf shelf)
{
    public Shelf Shelf { get; private set; } = shelf;

    private string Path => $"{Shelf.Path}/uploads";

    public Task<HttpResponseMessage> AnnounceAsync(string name, byte[] bytes, string type = "application/octet-stream") =>
        AnnounceAsync(new { name, contentType = type, size = bytes.Length, sha256 = Convert.ToHexString(SHA256.HashData(bytes)) });

    public Task<HttpResponseMessage> AnnounceAsync(object body) => Shelf.SendAsync(HttpMethod.Post, Path, body);

    public async Task<HttpResponseMessage> SendAsync(JsonElement upload, byte[] bytes, string? url = null)
    {
        url ??= upload.Text("url");
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (url.StartsWith(TestSettings.BaseUrl, StringComparison.Ordinal))
            return await app.Client().SendAsync(HttpMethod.Put, url[TestSettings.BaseUrl.Length..], content);

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(upload.Text("method")), url) { Content = content };
        foreach (var header in upload.GetProperty("headers").EnumerateObject().Where(header => header.Name != "Content-Length"))
            request.Headers.Add(header.Name, header.Value.GetString());
        return await client.SendAsync(request);
    }

    /// <summary>Sends bytes that are taken.</summary>
    public async Task DeliverAsync(JsonElement upload, byte[] bytes)
    {
        var answer = await SendAsync(upload, bytes);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public Task<HttpResponseMessage> CompleteAsync(JsonElement upload, params (string Name, string Value)[] headers) =>
        Shelf.SendAsync(HttpMethod.Post, $"{Path}/{upload.GetProperty("id").GetGuid()}/complete", body: null, headers);

    public Task<HttpResponseMessage> GiveUpAsync(JsonElement upload) =>
        Shelf.SendAsync(HttpMethod.Delete, $"{Path}/{upload.GetProperty("id").GetGuid()}");

    public async Task<long> UsedAsync(string limit) =>
        (await Shelf.SendAsync(HttpMethod.Get, $"{Shelf.Team.Path}/entitlements").ShouldBeJson())
        .GetProperty("limits").GetProperty(limit).GetProperty("used").GetInt64();

    public async Task SignInAgainAsync() =>
        Shelf = new Shelf(app, Shelf.Team with { Owner = await Shelf.Team.Owner.Person.SignInAsync() });
}
