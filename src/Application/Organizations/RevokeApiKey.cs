using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Ends a key: at once on this node, within 30 s on every other.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record RevokeApiKey(Guid OrganizationId, Guid ApiKeyId) : ICommand, IInOrganization, IRequire<ManageApiKeys>;

public sealed class RevokeApiKeyHandler(IApiKeyRepository keys, TimeProvider clock) : IRequestHandler<RevokeApiKey, Unit>
{
    public async Task<Unit> Handle(RevokeApiKey command, CancellationToken ct)
    {
        var key = await keys.FindAsync(command.ApiKeyId, ct) ?? throw Refusal.NotFound.AsException();
        key.Revoke(clock.GetUtcNow());
        return Unit.Value;
    }
}
