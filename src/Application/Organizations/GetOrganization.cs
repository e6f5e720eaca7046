using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>An organization, and what the caller may do in it.</summary>
public sealed record GetOrganization(Guid OrganizationId) : IQuery<OrganizationDetails>, IInOrganization, IRequire<ReadOrganization>;

public sealed record OrganizationDetails
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Slug { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is erased; null while nobody asked for it.</summary>
    public DateTimeOffset? ErasesAt { get; init; }

    /// <summary>What the caller is in it; null for an API key.</summary>
    public OrganizationRole? Role { get; init; }

    /// <summary>What the caller may do in it.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];
}

public sealed class OrganizationMapping : Profile
{
    public OrganizationMapping() => CreateMap<Organization, OrganizationDetails>()
        .ForMember(details => details.Role, map => map.Ignore())
        .ForMember(details => details.Permissions, map => map.Ignore());
}

public sealed class GetOrganizationHandler(IOrganizationReads organizations, OrganizationAccess access, ICaller caller)
    : IRequestHandler<GetOrganization, OrganizationDetails>
{
    public async Task<OrganizationDetails> Handle(GetOrganization query, CancellationToken ct)
    {
        var details = await organizations.FindAsync(query.OrganizationId, ct) ?? throw Refusal.NotFound.AsException();
        return details with
        {
            Role = caller.ApiKey is null ? access.Rank : null,
            Permissions = [.. access.Permissions.Order(StringComparer.Ordinal)],
        };
    }
}
