using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Requests;

/// <summary>An audit log of 10,000 lines among those of others: a million in all, on SQLite a tenth of them. They are older than all that is written afterwards.</summary>
internal static class AuditRows
{
    private const int Own = 10_000;

    public static async Task FillAsync(BenchmarkDatabase database, string organizationId, string userId)
    {
        await database.ExecuteAsync(database.Engine is DatabaseProvider.PostgreSql
            ? PostgreSql(1_000_000, organizationId, userId)
            : Sqlite(100_000, organizationId.ToUpperInvariant(), userId.ToUpperInvariant()));
        await database.ExecuteAsync(database.Engine is DatabaseProvider.PostgreSql ? "VACUUM ANALYZE audit_entries" : "ANALYZE");
    }

    private static string PostgreSql(int all, string organizationId, string userId) => $$"""
        INSERT INTO audit_entries (id, at, organization_id, actor_id, action, subject_id, data, ip_address, request_id)
        SELECT ('0190' || lpad(to_hex(i), 8, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid, now() - ({{all}} - i) * interval '1 second',
            CASE WHEN i % {{all / Own}} = 0 THEN '{{organizationId}}'::uuid ELSE ('00000000000040008000' || lpad(to_hex(i % 1000), 12, '0'))::uuid END, '{{userId}}'::uuid,
            'members.role_changed', '{{userId}}'::uuid, '{"from":"member","to":"admin"}', '127.0.0.1', md5(i::text)
        FROM generate_series(1, {{all}}) AS i
        """;

    private static string Sqlite(int all, string organizationId, string userId) => $$"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{all}})
        INSERT INTO AuditEntries (Id, At, OrganizationId, ActorId, Action, SubjectId, Data, IpAddress, RequestId)
        SELECT printf('0190%04X-%04X-7000-8000-%012X', i / 65536, i % 65536, i), strftime('%Y-%m-%d %H:%M:%f0000', 'now', (i - {{all}}) || ' seconds'),
            CASE WHEN i % {{all / Own}} = 0 THEN '{{organizationId}}' ELSE printf('00000000-0000-4000-8000-%012X', i % 1000) END, '{{userId}}',
            'members.role_changed', '{{userId}}', '{"from":"member","to":"admin"}', '127.0.0.1', lower(hex(randomblob(16)))
        FROM n
        """;
}
