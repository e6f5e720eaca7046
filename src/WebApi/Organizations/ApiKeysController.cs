using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.WebApi.Organizations;

/// <summary>Keys with which programs act for an organization, as <c>Authorization: Bearer msk_…</c>.</summary>
[ApiController, Route("api/v1/organizations/{organizationId:guid}/api-keys")]
public sealed class ApiKeysController(IMediator mediator) : ControllerBase
{
    /// <summary>Makes one. The answer is the only time that the key is shown.</summary>
    [HttpPost, ProducesResponseType<NewApiKey>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(Guid organizationId, NewKeyBody body, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        var created = await mediator.Send(new CreateApiKey(organizationId, body.Name, body.Scopes, body.ExpiresAt), ct);
        return StatusCode(StatusCodes.Status201Created, created);
    }

    /// <summary>Those in force, newest first.</summary>
    [HttpGet]
    public Task<Page<ApiKeyDto>> List(Guid organizationId, string? cursor, int? limit, CancellationToken ct) =>
        mediator.Send(new ListApiKeys(organizationId, cursor, limit), ct);

    /// <summary>Ends one: at once here, within 30 s on every node.</summary>
    [HttpDelete("{id:guid}"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(Guid organizationId, Guid id, CancellationToken ct)
    {
        await mediator.Send(new RevokeApiKey(organizationId, id), ct);
        return NoContent();
    }

    /// <summary>All that a key can be allowed to do.</summary>
    [HttpGet("~/api/v1/api-key-scopes")]
    public Task<Page<ScopeDto>> ListScopes(CancellationToken ct) => mediator.Send(new ListApiKeyScopes(), ct);

    /// <param name="Name">What people call it.</param>
    /// <param name="Scopes">What it may do, at most what the caller may.</param>
    /// <param name="ExpiresAt">From when on it opens nothing; null for never.</param>
    public sealed record NewKeyBody(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);
}
