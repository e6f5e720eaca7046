using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Infrastructure.Auth;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Auth;

/// <summary>Credentials at the door. Of an access token the signature proves who issued it, and the session behind it whether it
/// still counts; an API key is looked up.</summary>
internal static class BearerSetup
{
    /// <summary>Both come as <c>Authorization: Bearer</c>; what follows tells them apart.</summary>
    private const string ByCredential = "ByCredential";

    public static void AddBearer(this IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication(ByCredential)
            .AddPolicyScheme(ByCredential, displayName: null, scheme => scheme.ForwardDefaultSelector = http =>
                ApiKeyAuthentication.IsMeant(http.Request) ? ApiKeyAuthentication.Scheme : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, configureOptions: null)
            .AddJwtBearer(bearer =>
            {
                bearer.TokenHandlers.Clear();
                bearer.TokenHandlers.Add(new RememberingTokenHandler());
                bearer.Events = new JwtBearerEvents { OnTokenValidated = CheckSessionAsync, OnChallenge = RefuseAsync };
            });
        // Authentication asks for data protection, which nothing here uses: no key ring is read at the start or written anywhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Remove(services.Single(service => service.ImplementationType?.FullName == "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService"));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SigningKeys, TimeProvider>(
            (bearer, keys, clock) => bearer.TokenValidationParameters = keys.Validation(clock));
    }

    private static async Task CheckSessionAsync(TokenValidatedContext context)
    {
        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<SessionGate>();
        if (Guid.TryParse(context.Principal?.FindFirst(JwtRegisteredClaimNames.Sid)?.Value, out var sessionId)
            && await sessions.FindAsync(sessionId, http.RequestAborted) is { } state)
            http.Features.Set(new SignedInSession(sessionId, state));
        else
            context.Fail(AuthRefusals.SessionRevoked.AsException());
    }

    private static Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return context.HttpContext.WriteAsync((context.AuthenticateFailure as RefusedException)?.Refusal ?? SignIn.Missing);
    }
}
