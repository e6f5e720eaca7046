using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>The keys of an organization that nobody revoked, newest first; the secrets are shown to nobody.</summary>
public sealed record ListApiKeys(Guid OrganizationId, string? Cursor, int? Limit)
    : IQuery<Page<ApiKeyDto>>, IInOrganization, IRequire<ManageApiKeys>;

/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Identifier">The public part of the key, to recognize it by: what follows <c>msk_</c>.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it opens nothing; null for never.</param>
/// <param name="LastUsedAt">When it was last seen, to within some minutes; null for never.</param>
public sealed record ApiKeyDto(
    Guid Id, string Name, string Identifier, IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

public sealed class ApiKeyMapping : Profile
{
    public ApiKeyMapping() => CreateMap<ApiKey, ApiKeyDto>();
}

public sealed class ListApiKeysHandler(IOrganizationReads organizations) : IRequestHandler<ListApiKeys, Page<ApiKeyDto>>
{
    private const string List = "api-keys";

    public async Task<Page<ApiKeyDto>> Handle(ListApiKeys query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await organizations.ListApiKeysAsync(page, ct), key => key.Id);
    }
}
