using System.Net.Http.Json;
using System.Text.Json;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Files;

/// <summary>The files of an organization in the published program, as its owner handles them over HTTP.</summary>
internal sealed class Shelf(Server server, string path)
{
    /// <summary>Signs somebody up and in, and founds the organization.</summary>
    public static async Task<Shelf> OpenAsync(Server server)
    {
        var owner = await Owner.SignUpAsync(server, "Engines");
        return new Shelf(server, $"/api/v1/organizations/{owner.OrganizationId}/files");
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
}
