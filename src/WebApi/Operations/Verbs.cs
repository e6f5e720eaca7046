using MediatR;
using MySaas.Application.Users;
using MySaas.Infrastructure.Persistence;
using MySaas.WebApi.Billing;

namespace MySaas.WebApi.Operations;

/// <summary>What the program does besides serving: <c>WebApi migrate</c>, <c>seed</c>, <c>healthcheck</c>, <c>billing …</c>.</summary>
internal static class Verbs
{
    public static Func<WebApplication, Task<int>>? Find(string[] args) => args.FirstOrDefault() switch
    {
        "migrate" => MigrateAsync,
        "seed" => SeedAsync,
        "healthcheck" => CheckHealthAsync,
        "billing" => app => BillingVerbs.Find(args.ElementAtOrDefault(1))(app.Services),
        _ => null,
    };

    /// <summary>In development the database is made and migrated at the start, so that one command serves.</summary>
    public static async Task PrepareDevelopmentAsync(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(app.Lifetime.ApplicationStopping);
    }

    private static async Task<int> MigrateAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<int> SeedAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new OpenAdministratorAccounts());
        return 0;
    }

    /// <summary>For containers without a shell: asks the running server on its own port.</summary>
    private static async Task<int> CheckHealthAsync(WebApplication app)
    {
        var url = Listening.Urls(app.Configuration).First().Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(new Uri(new Uri(url), "/healthz"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"Nobody answers: {silence.Message}");
            return 1;
        }
    }
}
