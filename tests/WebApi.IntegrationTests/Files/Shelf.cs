using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Files;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>The files of an organization, as somebody in it handles them.</summary>
public sealed class Shelf(TestApp app, Team team, string? credential = null)
{
    public Team Team => team;

    public string Path => $"{team.Path}/files";

    /// <summary>The same files by another credential.</summary>
    public Shelf By(string other) => new(app, team, other);

    /// <summary>The same files through another node.</summary>
    public Shelf Through(TestApp node) => new(node, team, credential);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var client = app.Client();
        client.AccessToken = credential ?? team.Owner.Tokens.AccessToken;
        return client.SendAsync(method, path, body, headers);
    }

    public Task<HttpResponseMessage> PutAsync(string name, byte[] bytes, string type = "text/plain", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, Path, Form(name, bytes, type), headers);

    /// <summary>Uploads a file and waits until it has been looked at.</summary>
    public async Task<JsonElement> AddAsync(string name, byte[] bytes, string type = "text/plain") =>
        await SettledAsync((await PutAsync(name, bytes, type).ShouldBeJson()).GetProperty("id").GetGuid());

    /// <summary>A file that is not processing any more.</summary>
    public async Task<JsonElement> SettledAsync(Guid id)
    {
        JsonElement file = default;
        await Eventually.HoldsAsync(
            async () => (file = await GetAsync(id).ShouldBeJson()).Text("status") != "processing", "the file is processed");
        return file;
    }

    public Task<HttpResponseMessage> GetAsync(Guid id) => SendAsync(HttpMethod.Get, $"{Path}/{id}");

    public Task<HttpResponseMessage> ReadAsync(Guid id, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, $"{Path}/{id}/content", body: null, headers);

    public Task<HttpResponseMessage> DeleteAsync(Guid id) => SendAsync(HttpMethod.Delete, $"{Path}/{id}");

    public async Task<IReadOnlyList<JsonElement>> ListAsync() =>
        [.. (await SendAsync(HttpMethod.Get, $"{Path}?limit=100").ShouldBeJson()).GetProperty("items").EnumerateArray()];

    /// <summary>What the storage holds of this organization.</summary>
    public async Task<IReadOnlyList<StoredObject>> StoredAsync() =>
        await app.Services.GetRequiredService<IFileStorage>().ListAsync(default).Where(stored => stored.Key.OwnerId == team.Id).ToListAsync();

    public static MultipartFormDataContent Form(string name, byte[] bytes, string type, string field = "file")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return new MultipartFormDataContent { { content, field, name } };
    }
}
