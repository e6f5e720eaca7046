using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Requests;

/// <summary>An audit log of 10,000 lines among a million others.</summary>
internal static class AuditRows
{
    private const int Own = 10_000;
    private const int Others = 990_000;

    public static async Task FillAsync(BenchmarkDatabase database, string organizationId, string userId)
    {
        if (database.Engine is not DatabaseProvider.PostgreSql)
            return;
        await database.ExecuteAsync($$"""
            INSERT INTO audit_entries (id, at, organization_id, actor_id, action, subject_id, data, ip_address, request_id)
            SELECT ('0190' || lpad(to_hex(i), 8, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid, now() - i * interval '1 second',
                CASE WHEN i % {{(Own + Others) / Own}} = 0 THEN '{{organizationId}}'::uuid ELSE gen_random_uuid() END, '{{userId}}'::uuid,
                'members.role_changed', '{{userId}}'::uuid, '{"from":"member","to":"admin"}', '127.0.0.1', to_hex(i)
            FROM generate_series(1, {{Own + Others}}) AS i
            """);
        await database.ExecuteAsync("VACUUM ANALYZE audit_entries");
    }
}
