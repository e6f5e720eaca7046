using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MySaas.Benchmarks.Common;

/// <summary>Somebody who is signed in and owns an organization.</summary>
internal sealed partial record Owner(string UserId, string OrganizationId, string Token)
{
    public const string Email = "ada@example.test";
    public const string Password = "a long walk by the sea 1";

    public static async Task<Owner> SignUpAsync(Server server, string organizationName)
    {
        var http = server.Http;
        await PostAsync(http, "/api/v1/auth/register", new { Email, Password, DisplayName = "Ada" });
        Match token;
        while (!(token = MailedToken().Match(await http.GetStringAsync($"/dev/emails?to={Email}"))).Success)
            await Task.Delay(100);
        await PostAsync(http, "/api/v1/auth/confirm-email", new { Email, Token = token.Groups[1].Value });
        var access = await SignInAsync(http);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
        var organization = await PostAsync(http, "/api/v1/organizations", new { Name = organizationName });
        var me = await http.GetFromJsonAsync<JsonElement>("/api/v1/users/me");
        return new Owner(me.GetProperty("id").GetString()!, organization.GetProperty("id").GetString()!, access);
    }

    /// <summary>An access token of a new session.</summary>
    public static async Task<string> SignInAsync(HttpClient http) =>
        (await PostAsync(http, "/api/v1/auth/login", new { Email, Password })).GetProperty("accessToken").GetString()!;

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync() is { Length: > 0 } text ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    [GeneratedRegex("token=([A-Za-z0-9_-]+)")]
    private static partial Regex MailedToken();
}
