using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>All that an API key can be allowed to do.</summary>
public sealed record ListApiKeyScopes : IQuery<Page<ScopeDto>>, IRequire<SignIn>;

/// <param name="Name">As in <see cref="CreateApiKey.Scopes"/>.</param>
public sealed record ScopeDto(string Name);

public sealed class ListApiKeyScopesHandler : IRequestHandler<ListApiKeyScopes, Page<ScopeDto>>
{
    private static readonly Page<ScopeDto> All = new([.. Permissions.Scopes.Select(name => new ScopeDto(name))], NextCursor: null);

    public Task<Page<ScopeDto>> Handle(ListApiKeyScopes query, CancellationToken ct) => Task.FromResult(All);
}
