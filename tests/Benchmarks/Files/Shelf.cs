using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MySaas.Benchmarks.Files;

/// <summary>The files of an organization in the published program, as its owner handles them over HTTP.</summary>
internal sealed partial class Shelf(Server server, string path)
{
    private const string Email = "ada@example.test";
    private const string Password = "a long walk by the sea 1";

    /// <summary>Signs somebody up and in, and founds the organization.</summary>
    public static async Task<Shelf> OpenAsync(Server server)
    {
        var http = server.Http;
        await PostAsync(http, "/api/v1/auth/register", new { Email, Password, DisplayName = "Ada" });
        Match token;
        while (!(token = Token().Match(await http.GetStringAsync($"/dev/emails?to={Email}"))).Success)
            await Task.Delay(100);
        await PostAsync(http, "/api/v1/auth/confirm-email", new { Email, Token = token.Groups[1].Value });
        var tokens = await PostAsync(http, "/api/v1/auth/login", new { Email, Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        var organization = await PostAsync(http, "/api/v1/organizations", new { Name = "Engines" });
        return new Shelf(server, $"/api/v1/organizations/{organization.GetProperty("id").GetString()}/files");
    }

    /// <summary>The path of the file that it has become.</summary>
    public async Task<string> PutAsync(HttpContent bytes)
    {
        using var form = new MultipartFormDataContent { { bytes, "file", "a.bin" } };
        using var answer = await server.Http.PostAsync(path, form);
        answer.EnsureSuccessStatusCode();
        return $"{path}/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
    }

    public async Task WaitUntilReadyAsync(string file)
    {
        while ((await server.Http.GetFromJsonAsync<JsonElement>(file)).GetProperty("status").GetString() != "ready")
            await Task.Delay(100);
    }

    public async Task DeleteAsync(string file)
    {
        using var answer = await server.Http.DeleteAsync(file);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync() is { Length: > 0 } text ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    [GeneratedRegex("token=([A-Za-z0-9_-]+)")]
    private static partial Regex Token();
}
