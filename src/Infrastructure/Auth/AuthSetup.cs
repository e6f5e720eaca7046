using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Auth;

public static class AuthSetup
{
    /// <summary>The key in <c>deploy/.env.example</c>, which everybody knows.</summary>
    internal const string SampleSigningKey = "c2FtcGxlLWtleS1kby1ub3QtdXNlLWluLXByb2R1Y3Rpb24tMDAwMQ==";

    private const int MinSigningKeyBytes = 32;

    public static IServiceCollection AddAuth(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.Environment.IsDevelopment() && settings.Configuration.GetSection("Auth:SigningKeys").GetChildren().All(key => string.IsNullOrEmpty(key.Value)))
            UseDevelopmentKey(settings);

        settings.Bind<AuthOptions>(services, "Auth", auth => CheckSigningKeys(settings, auth));
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<IAccessTokenIssuer, JwtIssuer>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<IThrottle, DatabaseThrottle>();
        services.AddSingleton<ITotpAuthenticator, TotpAuthenticator>();
        services.AddSingleton<IPasswordHasher<User>>(sp => new PasswordHasher<User>(Options.Create(new PasswordHasherOptions
        {
            IterationCount = sp.GetRequiredService<AuthOptions>().PasswordHashIterations,
        })));
        services.AddSingleton<PasswordLane>();
        services.AddSingleton<IPasswordHasher, IdentityPasswordHasher>();
        services.AddSingleton(sp => new SessionGate(
            sp.GetRequiredService<Func<AppDbContext>>(), sp.GetRequiredService<HybridCache>(), sp.GetRequiredService<IMemoryCache>()));
        services.AddSingleton<ICommitObserver>(sp => sp.GetRequiredService<SessionGate>());
        services.AddMemoryCache();
        services.AddHybridCache();
        return services;
    }

    private static void UseDevelopmentKey(SettingsReader settings)
    {
        try
        {
            settings.Configuration.GetSection("Auth:SigningKeys:0").Value = DevelopmentKey.Read();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            settings.Fault("Auth:SigningKeys:0", "is missing, and no key can be kept in .data/ here.");
        }
    }

    private static void CheckSigningKeys(SettingsReader settings, AuthOptions options)
    {
        if (options.SigningKeys.Count == 0 && !settings.Environment.IsDevelopment())
            settings.Fault("Auth:SigningKeys:0", $"is missing; give base64 of at least {MinSigningKeyBytes} random bytes.");

        for (var i = 0; i < options.SigningKeys.Count; i++)
        {
            var key = options.SigningKeys[i] ?? "";     // a settings file can say null
            if (!Convert.TryFromBase64String(key, new byte[key.Length], out var length) || length < MinSigningKeyBytes)
                settings.Fault($"Auth:SigningKeys:{i}", $"is not base64 of at least {MinSigningKeyBytes} bytes.");
            else if (key == SampleSigningKey && !settings.Environment.IsDevelopment())
                settings.Fault($"Auth:SigningKeys:{i}", "is the sample that everybody knows.");
        }
    }
}
