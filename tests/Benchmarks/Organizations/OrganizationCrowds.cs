using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Organizations;

/// <summary>One database with a small organization and a large one.</summary>
internal sealed class OrganizationCrowds : IAsyncDisposable
{
    public const int Few = 1_000;
    public const int Many = 1_000_000;

    private OrganizationCrowds(BenchmarkDatabase database, BenchmarkNode node) => (Database, Node) = (database, node);

    public BenchmarkDatabase Database { get; }

    public BenchmarkNode Node { get; }

    public Guid Small { get; private init; }

    public Guid Large { get; private init; }

    public static async Task<OrganizationCrowds> SettleAsync(BenchmarkDatabase database)
    {
        // A node that has just changed a membership reads it afresh for a while, so another one is measured.
        await using var founding = new BenchmarkNode(database);
        var crowds = new OrganizationCrowds(database, new BenchmarkNode(database))
        {
            Small = await FoundAsync(founding, database, "small", Few),
            Large = await FoundAsync(founding, database, "large", Many),
        };
        crowds.Node.Caller.UserId = founding.Caller.UserId;
        await database.ExecuteAsync(database.Engine is DatabaseProvider.PostgreSql ? "ANALYZE" : "PRAGMA optimize");
        return crowds;
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private static async Task<Guid> FoundAsync(BenchmarkNode node, BenchmarkDatabase database, string name, int size)
    {
        var founded = await node.FoundAsync(name);
        foreach (var sql in database.Engine is DatabaseProvider.PostgreSql ? PostgreSql(founded, size) : Sqlite(founded, size))
            await database.ExecuteAsync(sql);
        return founded;
    }

    // Copies of the founder, with ids that count up.
    private static IEnumerable<string> PostgreSql(Guid organization, int size)
    {
        static string Id(int kind) => $"(lpad(to_hex(n), 12, '0') || '70008000{kind:00000000}' || substr(o.id::text, 33))::uuid";
        var from = $"FROM generate_series(1, {size}) AS n, organizations AS o, memberships AS m, users AS u WHERE o.id = '{organization}' AND m.organization_id = o.id AND m.role = 'Owner' AND u.id = m.user_id";
        yield return $"""
            INSERT INTO users (id, email, normalized_email, email_confirmed, display_name, created_at, recovery_code_hashes, used_totp_steps, two_factor_enabled, version)
            SELECT {Id(1)}, n || u.email, n || u.normalized_email, true, 'Person ' || n, u.created_at, u.recovery_code_hashes, u.used_totp_steps, false, 0 {from}
            """;
        yield return $"INSERT INTO memberships (id, organization_id, user_id, role, joined_at, version) SELECT {Id(2)}, o.id, {Id(1)}, 'Member', m.joined_at, 0 {from}";
        yield return $"INSERT INTO audit_entries (id, at, organization_id, actor_id, action, subject_id, data) SELECT {Id(3)}, m.joined_at, o.id, u.id, 'members.joined', {Id(1)}, '{{}}' {from}";
    }

    private static IEnumerable<string> Sqlite(Guid organization, int size)
    {
        static string Id(int kind) => $"printf('%08X-%04X-7000-8000-{kind:00000000}%s', n / 65536, n % 65536, substr(o.Id, 33))";
        var from = $"FROM n, Organizations AS o, Memberships AS m, Users AS u WHERE o.Id = '{organization.ToString().ToUpperInvariant()}' AND m.OrganizationId = o.Id AND m.Role = 'Owner' AND u.Id = m.UserId";
        var count = $"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {size})";
        yield return $"""
            INSERT INTO Users (Id, Email, NormalizedEmail, EmailConfirmed, DisplayName, CreatedAt, RecoveryCodeHashes, UsedTotpSteps, TwoFactorEnabled, Version)
            {count} SELECT {Id(1)}, n || u.Email, n || u.NormalizedEmail, 1, 'Person ' || n, u.CreatedAt, u.RecoveryCodeHashes, u.UsedTotpSteps, 0, 0 {from}
            """;
        yield return $"INSERT INTO Memberships (Id, OrganizationId, UserId, Role, JoinedAt, Version) {count} SELECT {Id(2)}, o.Id, {Id(1)}, 'Member', m.JoinedAt, 0 {from}";
        yield return $"INSERT INTO AuditEntries (Id, At, OrganizationId, ActorId, Action, SubjectId, Data) {count} SELECT {Id(3)}, m.JoinedAt, o.Id, u.Id, 'members.joined', {Id(1)}, '{{}}' {from}";
    }
}
