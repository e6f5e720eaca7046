using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using MySaas.Application.Common;
using MySaas.Infrastructure.Auth;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Auth;

/// <summary>Access tokens at the door: the signature proves who issued them, the session behind them whether they still count.</summary>
internal static class BearerSetup
{
    public static void AddBearer(this IServiceCollection services)
    {
        services.AddAuthorization();
        // Authentication asks for data protection, which nothing here uses: no key ring is written anywhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.Events = new JwtBearerEvents { OnTokenValidated = CheckSessionAsync, OnChallenge = RefuseAsync };
        });
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
            context.Fail(new RefusedException(SessionEnded));
    }

    private static Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return context.HttpContext.WriteAsync((context.AuthenticateFailure as RefusedException)?.Refusal ?? SignIn.Missing);
    }

    private static Refusal SessionEnded { get; } = new(
        RefusalKind.Unauthenticated, "auth.session_revoked", "This session has ended; sign in again.");
}
