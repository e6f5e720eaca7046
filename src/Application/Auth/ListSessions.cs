using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.Auth;

/// <summary>The caller's devices that are signed in, and the visits of administrators who acted as the caller, over a month.</summary>
public sealed record ListSessions(string? Cursor, int? Limit) : IQuery<Page<SessionDto>>, IRequire<SignIn>;

/// <param name="Current">Whether it is the session of this very request.</param>
/// <param name="ImpersonationReason">Why an administrator acted as the caller; null in the caller's own sessions.</param>
public sealed record SessionDto(
    Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? IpAddress, string? UserAgent, string? ImpersonationReason,
    bool Current = false);

public sealed class SessionMapping : Profile
{
    public SessionMapping() => CreateMap<Session, SessionDto>().ForCtorParam(nameof(SessionDto.Current), o => o.MapFrom(_ => false));
}

public interface ISessionList
{
    /// <summary>Up to <c>Limit + 1</c> sessions that can still be used, or were an administrator's and are kept, newest first.</summary>
    Task<IReadOnlyList<SessionDto>> ReadAsync(Guid userId, PageRequest page, CancellationToken ct);
}

public sealed class ListSessionsHandler(ISessionList sessions, ICaller caller) : IRequestHandler<ListSessions, Page<SessionDto>>
{
    private const string List = "sessions";

    public async Task<Page<SessionDto>> Handle(ListSessions query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        var rows = await sessions.ReadAsync(caller.RequiredUserId(), page, ct);
        return page.Cut(List, [.. rows.Select(row => row with { Current = row.Id == caller.SessionId })], row => row.Id);
    }
}
