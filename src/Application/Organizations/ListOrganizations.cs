using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>The organizations that the caller is in.</summary>
public sealed record ListOrganizations(string? Cursor, int? Limit) : IQuery<Page<OrganizationDto>>, IRequire<SignIn>;

/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Slug">Its name in addresses, for good.</param>
/// <param name="Role">What the caller is in it.</param>
/// <param name="CreatedAt">When it was founded.</param>
/// <param name="ErasesAt">When it is erased; null while nobody asked for it.</param>
public sealed record OrganizationDto(
    Guid Id, string Name, string Slug, OrganizationRole Role, DateTimeOffset CreatedAt, DateTimeOffset? ErasesAt);

public sealed class ListOrganizationsHandler(IOrganizationReads organizations, ICaller caller)
    : IRequestHandler<ListOrganizations, Page<OrganizationDto>>
{
    private const string List = "organizations";

    public async Task<Page<OrganizationDto>> Handle(ListOrganizations query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await organizations.ListOfUserAsync(caller.RequiredUserId(), page, ct), organization => organization.Id);
    }
}
