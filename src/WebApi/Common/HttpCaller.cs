using System.Net;
using MySaas.Application.Common;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Users;

namespace MySaas.WebApi.Common;

/// <summary>The caller of the current request; where there is no request, the product itself.</summary>
internal sealed class HttpCaller(IHttpContextAccessor accessor, AdminOptions administrators) : ICaller
{
    public Guid? UserId => State?.UserId;

    public Guid? SessionId => State is null ? null : Http!.Features.Get<SignedInSession>()!.SessionId;

    public CallerKey? ApiKey => Http?.Features.Get<CallerKey>();

    public Guid? ImpersonatorId => State?.ImpersonatorId;

    public string? Email => State?.Email;

    public bool EmailConfirmed => State?.EmailConfirmed ?? false;

    public bool IsPlatformAdmin => State is { EmailConfirmed: true, ImpersonatorId: null } state && administrators.Include(EmailAddress.Parse(state.Email));

    public bool IsSystem => Http is null;

    public string? IpAddress => Http?.Connection.RemoteIpAddress is { } address ? Format(address) : null;

    public string? UserAgent => Http?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;

    public string? RequestId => Http?.TraceIdentifier;

    private HttpContext? Http => accessor.HttpContext;

    private SessionState? State => Http?.Features.Get<SignedInSession>()?.State;

    private static string Format(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}

/// <summary>The living session that the request's access token belongs to.</summary>
internal sealed record SignedInSession(Guid SessionId, SessionState State);
