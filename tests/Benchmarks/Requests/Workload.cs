using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>A request that the product and <see cref="Limit"/> answer at the same address, in the same words.</summary>
/// <param name="Script">In <c>Load/</c>.</param>
/// <param name="Arguments">What the script is told.</param>
internal sealed record Workload(string Name, string Path, string Script, params string[] Arguments)
{
    public const string WebhookSecret = "whsec_bench_0123456789abcdef";

    public static Workload WebhookIntake { get; } = new("webhook intake", "/api/v1/webhooks/stripe", "webhook.lua", WebhookSecret);

    /// <summary>All of them, for somebody who is signed in and owns an organization.</summary>
    public static IReadOnlyList<Workload> Of(string token, string organizationId) =>
    [
        new("GET /users/me", "/api/v1/users/me", "get.lua", token),
        new("page of 20 of the audit log", $"/api/v1/organizations/{organizationId}/audit-log?limit=20", "get.lua", token),
        new("GET entitlements", $"/api/v1/organizations/{organizationId}/entitlements", "get.lua", token),
        new("POST /organizations", "/api/v1/organizations", "organizations.lua", token),
        WebhookIntake,
        new("login", "/api/v1/auth/login", "login.lua", Owner.Email, Owner.Password),
    ];
}
