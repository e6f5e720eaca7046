using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>The people in an organization, the newest first.</summary>
public sealed record ListMembers(Guid OrganizationId, string? Cursor, int? Limit) : IQuery<Page<MemberDto>>, IInOrganization, IRequire<ReadMembers>;

public sealed record MemberDto(Guid UserId, string Email, string DisplayName, OrganizationRole Role, DateTimeOffset JoinedAt);

/// <param name="Key">What the list continues by.</param>
/// <param name="Member">What is shown.</param>
public sealed record MemberRow(Guid Key, MemberDto Member);

public sealed class ListMembersHandler(IOrganizationReads organizations) : IRequestHandler<ListMembers, Page<MemberDto>>
{
    private const string List = "members";

    public async Task<Page<MemberDto>> Handle(ListMembers query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        var rows = page.Cut(List, await organizations.ListMembersAsync(page, ct), row => row.Key);
        return new Page<MemberDto>([.. rows.Items.Select(row => row.Member)], rows.NextCursor);
    }
}
