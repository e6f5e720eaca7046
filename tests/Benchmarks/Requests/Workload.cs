using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Requests;

/// <summary>A request that the product and <see cref="Limit"/> answer at the same address, in the same words.</summary>
/// <param name="Script">In <c>Load/</c>.</param>
/// <param name="Arguments">What the script is told.</param>
internal sealed record Workload(string Name, string Path, string Script, params string[] Arguments)
{
    public const string WebhookSecret = "whsec_bench_0123456789abcdef";

    public static Workload WebhookIntake { get; } = new("webhook intake", "/api/v1/webhooks/stripe", "webhook.lua", WebhookSecret) { Beyond = "OutboxMessages" };

    /// <summary>Those that ask at once. Each login takes a processor for a tenth of a second, and the limit has no queue for them.</summary>
    public int Connections { get; private init; } = 32;

    /// <summary>A table that the product adds to and the limit does not, since it does only what the caller waits for.</summary>
    public string? Beyond { get; private init; }

    public Uri At(Server server) => new(server.Http.BaseAddress!, Path);

    /// <summary>All of them, for somebody who is signed in and owns an organization.</summary>
    public static IReadOnlyList<Workload> Of(string token, string organizationId) =>
    [
        new("GET /users/me", "/api/v1/users/me", "get.lua", token),
        new("page of 20 of the audit log", $"/api/v1/organizations/{organizationId}/audit-log?limit=20", "get.lua", token),
        new("GET entitlements", $"/api/v1/organizations/{organizationId}/entitlements", "get.lua", token),
        new("POST /organizations", "/api/v1/organizations", "organizations.lua", token),
        WebhookIntake,
        new("login", "/api/v1/auth/login", "login.lua", Owner.Email, Owner.Password) { Connections = 4 },
    ];
}
