using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>
/// What ASP.NET Core can do at all, in a process of its own: the product's requests with the same SQL in raw ADO.NET, prepared, and JSON that is
/// written by hand. It checks what the product checks of a token or a signature, and nothing else.
/// </summary>
internal static class Limit
{
    public const string Verb = "limit";

    public static async Task RunAsync(string url, BenchmarkConnection database, string signingKey)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        var (sql, token) = (new LimitSql(database), new LimitToken(signingKey));
        app.MapGet("/healthz", (RequestDelegate)(http => http.Response.WriteAsync("ok")));
        app.MapGet("/api/v1/users/me", (RequestDelegate)(http => token.UserOf(http) is { } me
            ? WriteAsync(http, 200, json => sql.WriteUserAsync(json, me)) : RefuseAsync(http)));
        app.MapGet("/api/v1/organizations/{id}/audit-log", (RequestDelegate)(http => token.UserOf(http) is { } me
            ? WriteAsync(http, 200, json => sql.WritePageAsync(json, IdOf(http), me)) : RefuseAsync(http)));
        app.MapGet("/api/v1/organizations/{id}/entitlements", (RequestDelegate)(http => token.UserOf(http) is { } me
            ? WriteAsync(http, 200, json => sql.WriteEntitlementsAsync(json, IdOf(http), me)) : RefuseAsync(http)));
        app.MapPost("/api/v1/organizations", (RequestDelegate)(async http =>
        {
            if (token.UserOf(http) is not { } me)
            {
                await RefuseAsync(http);
                return;
            }

            var asked = await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(http.Request.Body);
            await WriteAsync(http, 201, json => sql.WriteOrganizationAsync(json, asked!["name"], me));
        }));
        app.MapPost("/api/v1/auth/login", (RequestDelegate)(async http =>
        {
            var asked = await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(http.Request.Body);
            await WriteAsync(http, 200, json => sql.WriteTokensAsync(json, asked!["email"], asked["password"], token));
        }));
        app.MapPost("/api/v1/webhooks/stripe", (RequestDelegate)(http => TakeInAsync(http, sql)));
        await app.RunAsync();
    }

    private static Guid IdOf(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!);

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = 401;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext http, int status, Func<Utf8JsonWriter, Task> write)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, "application/json");
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        await write(json);
    }

    private static async Task TakeInAsync(HttpContext http, LimitSql sql)
    {
        var length = (int)http.Request.ContentLength!.Value;
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await http.Request.Body.ReadExactlyAsync(body.AsMemory(0, length));
            if (IsSigned(http.Request.Headers["Stripe-Signature"].ToString(), body.AsSpan(0, length)))
                await sql.StoreEventAsync(body.AsMemory(0, length));
            else
                http.Response.StatusCode = 400;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static bool IsSigned(string header, ReadOnlySpan<byte> body)
    {
        var parts = header.Split(',');
        var (time, signature) = (parts[0]["t=".Length..], Convert.FromHexString(parts[1]["v1=".Length..]));
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Workload.WebhookSecret));
        hmac.AppendData(Encoding.UTF8.GetBytes(time + "."));
        hmac.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(hmac.GetHashAndReset(), signature);
    }
}
