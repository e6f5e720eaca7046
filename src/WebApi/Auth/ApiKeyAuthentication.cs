using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Infrastructure.Organizations;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Auth;

/// <summary>Lets programs in by <c>Authorization: Bearer msk_…</c>.</summary>
internal sealed class ApiKeyAuthentication(
    ApiKeyGate keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    private static readonly Refusal Refused = new(
        RefusalKind.Unauthenticated, "auth.required", "This API key is wrong, expired or revoked.");

    public static bool IsMeant(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer + ApiKeyText.Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers.Authorization.ToString()[Bearer.Length..];
        if (await keys.FindAsync(text, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail(Refused.Message);

        Context.Features.Set(key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Id.ToString())], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Context.WriteAsync(Refused);
}
