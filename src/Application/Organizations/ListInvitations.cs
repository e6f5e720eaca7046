using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>The open invitations of an organization, newest first; an expired one can be sent again.</summary>
public sealed record ListInvitations(Guid OrganizationId, string? Cursor, int? Limit)
    : IQuery<Page<InvitationDto>>, IInOrganization, IRequire<ManageMembers>;

public sealed record InvitationDto(Guid Id, string Email, OrganizationRole Role, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);

public sealed class InvitationMapping : Profile
{
    public InvitationMapping() => CreateMap<Invitation, InvitationDto>();
}

public sealed class ListInvitationsHandler(IOrganizationReads organizations) : IRequestHandler<ListInvitations, Page<InvitationDto>>
{
    private const string List = "invitations";

    public async Task<Page<InvitationDto>> Handle(ListInvitations query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await organizations.ListInvitationsAsync(page, ct), invitation => invitation.Id);
    }
}
