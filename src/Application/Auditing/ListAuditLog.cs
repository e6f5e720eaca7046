using System.Text.Json;
using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Auditing;

/// <summary>What happened in an organization, newest first.</summary>
public sealed record ListAuditLog(Guid OrganizationId, AuditFilter Filter, string? Cursor, int? Limit)
    : IQuery<Page<AuditEntryDto>>, IInOrganization, IRequire<ReadAudit>;

/// <param name="ActorId">Who did it: a user or an API key.</param>
/// <param name="Action">What they did, such as <c>members.removed</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="From">At this time or later.</param>
/// <param name="To">Before this time.</param>
public sealed record AuditFilter(Guid? ActorId, string? Action, Guid? Subject, DateTimeOffset? From, DateTimeOffset? To);

/// <param name="Id">The line's id.</param>
/// <param name="At">When it happened.</param>
/// <param name="ActorId">Who did it: a user or an API key; null for the product itself.</param>
/// <param name="ActorName">What they are called now; null when they are gone, or it was the product itself.</param>
/// <param name="ImpersonatorId">The administrator of the platform who acted as that user; null for the user themselves.</param>
/// <param name="Action">What they did, such as <c>members.removed</c>.</param>
/// <param name="Subject">The id of what it was done to.</param>
/// <param name="Data">What changed.</param>
/// <param name="IpAddress">From where.</param>
/// <param name="RequestId">Finds the request in the logs.</param>
public sealed record AuditEntryDto(
    Guid Id, DateTimeOffset At, Guid? ActorId, string? ActorName, Guid? ImpersonatorId, string Action, Guid Subject,
    JsonElement? Data, string? IpAddress, string? RequestId);

public sealed class ListAuditLogValidator : AbstractValidator<ListAuditLog>
{
    public ListAuditLogValidator() => RuleFor(q => q.Filter).IsAuditFilter();
}

public sealed class ListAuditLogHandler(IAuditReads audit) : IRequestHandler<ListAuditLog, Page<AuditEntryDto>>
{
    private const string List = "audit-log";

    public async Task<Page<AuditEntryDto>> Handle(ListAuditLog query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await audit.ListAsync(query.Filter, page, ct), entry => entry.Id);
    }
}
