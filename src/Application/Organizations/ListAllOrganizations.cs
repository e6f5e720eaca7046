using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>Every organization, for those who run the installation.</summary>
/// <param name="Search">A part of the name or the slug; null for all.</param>
public sealed record ListAllOrganizations(string? Search, string? Cursor, int? Limit) : IQuery<Page<OrganizationSummary>>, IRequire<PlatformAdmin>;

/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Members">How many people are in it.</param>
/// <param name="CreatedAt">When it was founded.</param>
/// <param name="DisabledAt">Since when the platform keeps it closed; null while it is open.</param>
/// <param name="ErasesAt">When it is erased; null while nobody asked for it.</param>
public sealed record OrganizationSummary(
    Guid Id, string Name, string Slug, int Members, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, DateTimeOffset? ErasesAt);

public sealed class ListAllOrganizationsValidator : AbstractValidator<ListAllOrganizations>
{
    // No name holds a control character, and PostgreSQL refuses to be asked for NUL.
    public ListAllOrganizationsValidator() => RuleFor(q => q.Search)
        .Must(search => search is null || !search.Any(char.IsControl)).WithMessage("A control character is in no name.");
}

public sealed class ListAllOrganizationsHandler(IOrganizationReads organizations) : IRequestHandler<ListAllOrganizations, Page<OrganizationSummary>>
{
    private const string List = "all-organizations";

    public async Task<Page<OrganizationSummary>> Handle(ListAllOrganizations query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await organizations.ListAllAsync(query.Search, page, ct), organization => organization.Id);
    }
}
