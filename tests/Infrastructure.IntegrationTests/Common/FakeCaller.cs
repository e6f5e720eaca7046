using MySaas.Application.Common;

namespace MySaas.Infrastructure.IntegrationTests.Common;

internal sealed class FakeCaller : ICaller
{
    public Guid? UserId { get; set; }
    public Guid? SessionId { get; set; }
    public string? Email { get; set; }
    public bool EmailConfirmed { get; set; }
    public bool IsPlatformAdmin { get; set; }
    public bool IsSystem { get; set; } = true;
    public CallerKey? ApiKey { get; set; }
    public Guid? ImpersonatorId { get; set; }
    public string? IpAddress { get; set; } = "203.0.113.9";
    public string? UserAgent { get; set; } = "Firefox/145.0";
    public string? RequestId { get; set; } = "request-1";
}
