using FluentValidation;
using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Makes a key with which a program acts for the organization. The answer is the only time that it is shown.</summary>
/// <param name="OrganizationId">For whom it acts.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scopes">What it may do, at most what the caller may.</param>
/// <param name="ExpiresAt">From when on it opens nothing; null for never.</param>
public sealed record CreateApiKey(Guid OrganizationId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
    : ICommand<NewApiKey>, IInOrganization, IRequire<ManageApiKeys>, IRequire<Feature.ApiKeys>;

public sealed record NewApiKey(
    Guid Id, string Name, string Key, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, DateTimeOffset CreatedAt);

public sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator(TimeProvider clock)
    {
        RuleFor(c => c.Name).IsName(ApiKey.MaxNameLength);
        RuleFor(c => c.Scopes)
            .Must(scopes => scopes is { Count: > 0 } && scopes.All(Permissions.Scopes.Contains)).WithMessage("Give scopes of /api-key-scopes.");
        RuleFor(c => c.ExpiresAt)
            .Must(expiresAt => expiresAt is null || expiresAt > clock.GetUtcNow()).WithMessage("A key expires in the future.");
    }
}

public sealed class CreateApiKeyHandler(IApiKeyRepository keys, ActingMember acting, TimeProvider clock)
    : IRequestHandler<CreateApiKey, NewApiKey>
{
    public async Task<NewApiKey> Handle(CreateApiKey command, CancellationToken ct)
    {
        var actor = await acting.LoadAsync<ManageApiKeys>(ct);
        var text = ApiKeyText.Create();
        var key = ApiKey.Create(
            command.OrganizationId, command.Name.Trim(), text.Identifier, text.Hash, [.. command.Scopes.Distinct()],
            held: Permissions.HeldBy(actor.Role), command.ExpiresAt, clock.GetUtcNow());
        keys.Add(key);
        return new NewApiKey(key.Id, key.Name, text.Value, key.Scopes, key.ExpiresAt, key.CreatedAt);
    }
}
