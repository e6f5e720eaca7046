using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.Growth;

/// <summary>
/// Many rows in every table of the model, made up by the server. Half of what belongs to organizations belongs to one. In each column of times
/// <see cref="Due"/> of them are past, in an order of their own. Nearly everything is finished: what waits, is dead or has expired is rare.
/// </summary>
internal sealed class Crowd(AppDbContext db)
{
    public const int Rows = 25_000;
    public const int Due = 30;

    /// <summary>They do not grow with the business.</summary>
    public static readonly string[] SmallTables = ["business_metrics", "provider_walks", "__EFMigrationsHistory"];

    private const string IsUnfinished = "i % 500 = 0";

    // An index is made of all rows in a fraction of the time that it takes row by row.
    private const string IndexesThatCanWait = """
        SELECT indexdef AS "Value" FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
        """;

    // What is rare or unlike in the life of the product; i counts the rows.
    private static readonly Dictionary<string, string> Own = new()
    {
        ["api_keys.revoked_at"] = OneIn(5000, "NULL", "now()"),
        ["audit_entries.actor_id"] = UserId,
        ["audit_entries.subject_id"] = UserId,
        ["audit_log_exports.file_id"] = IdOf("i"),
        ["Files.status"] = OneIn(500, "'Rejected'", "'Ready'"),
        ["invitations.open_for"] = OneIn(5000, "'open' || i", "NULL"),
        ["job_runs.name"] = OneIn(2, "'a@example.com'", "'other'"),
        ["memberships.organization_id"] = OrganizationId,
        ["memberships.role"] = OneIn(5000, "'Owner'", "'Member'"),
        ["memberships.user_id"] = IdOf("i"),
        ["outbox_messages.completed_at"] = $"CASE WHEN NOT {IsUnfinished} THEN now() END",
        ["outbox_messages.next_attempt_at"] = $"CASE WHEN {IsUnfinished} THEN {Time} END",
        ["outbox_messages.status"] = $"CASE WHEN {IsUnfinished} THEN 'Pending' WHEN i % 1000 = 1 THEN 'Dead' ELSE 'Done' END",
        ["outbox_messages.type"] = OneIn(10_000, "'a@example.com'", "'other'"),
        ["sessions.revoked_at"] = OneIn(2, "now()", "NULL"),
        ["subscriptions.compared_at"] = "now()",
        ["subscriptions.state_status"] = OneIn(100, "'Canceled'", "'Active'"),
        ["usage_counters.limit_name"] = "'a@example.com'",
        ["users.email_confirmed"] = OneIn(100, "false", "true"),
        ["webhook_events.is_ignored"] = OneIn(500, "true", "false"),
        ["webhook_events.message_id"] = IdOf("i"),
        ["webhook_events.payload"] = "'{}'",
        ["webhook_events.processed_at"] = "now()",
    };

    // 7919 has no factor in common with the number of rows, so that each time comes once.
    private static string Time => $"TIMESTAMPTZ '{Node.Monday:u}' + (i * 7919 % {Rows} - {Due}) * INTERVAL '1 minute'";

    private static string OrganizationId => OneIn(2, Literal(Samples.Id), IdOf("i % 1000 + 2"));

    private static string UserId => OneIn(1000, Literal(Samples.Id), IdOf("i"));

    public async Task FillAsync()
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        await db.Database.OpenConnectionAsync();
        await ExecuteAsync("SET session_replication_role = replica");      // foreign keys hold anyway, and each would be looked up
        var indexes = await db.Database.SqlQueryRaw<string>(IndexesThatCanWait).ToListAsync();
        await ExecuteAsync(string.Concat(indexes.Select(index => $"DROP INDEX {NameOf(index)};")));
        foreach (var table in db.Model.GetRelationalModel().Tables.Where(IsFilled))
            await FillAsync(table);
        await ExecuteAsync(string.Join(';', indexes));
        await ExecuteAsync("VACUUM ANALYZE");
    }

    private Task FillAsync(ITable table)
    {
        var columns = table.Columns.Where(column => !IsNumberedByServer(column)).ToList();
        return ExecuteAsync($"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})
            SELECT {string.Join(", ", columns.Select(ValueOf))} FROM generate_series(1, {Rows}) AS i
            """);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await command.ExecuteNonQueryAsync();
    }

    private static bool IsFilled(ITable table) => !SmallTables.Contains(table.Name) && !table.Name.StartsWith("qrtz_", StringComparison.Ordinal);

    private static bool IsNumberedByServer(IColumn column) => column.PropertyMappings[0].Property.ValueGenerated is ValueGenerated.OnAdd;

    private static string NameOf(string index) => index[(index.IndexOf("INDEX ", StringComparison.Ordinal) + 6)..index.IndexOf(" ON ", StringComparison.Ordinal)];

    private static string ValueOf(IColumn column)
    {
        if (Own.TryGetValue($"{column.Table.Name}.{column.Name}", out var own))
            return own;

        var type = Nullable.GetUnderlyingType(column.PropertyMappings[0].Property.ClrType) ?? column.PropertyMappings[0].Property.ClrType;
        var isUnique = column.Table.UniqueConstraints.Any(key => key.Columns.Contains(column))
            || column.Table.Indexes.Any(index => index.IsUnique && index.Columns.Contains(column));
        if (type == typeof(Guid) && !isUnique && IsOf<Organization>(column))
            return OrganizationId;
        if (type == typeof(Guid) && !isUnique && IsOf<User>(column))
            return UserId;
        if (column.IsNullable && !column.Name.StartsWith("state_", StringComparison.Ordinal))
            return "NULL";
        if (type == typeof(Guid))
            return IdOf("i");
        if (type == typeof(DateTimeOffset))
            return Time;
        if (type == typeof(bool))
            return "false";
        return type == typeof(string)
            ? $"left(CASE i WHEN 1 THEN 'a@example.com' ELSE {(isUnique ? "i || 'text'" : "'text'")} END, {column.StoreTypeMapping.Size ?? 100})"
            : column.PropertyMappings[0].TypeMapping.GenerateSqlLiteral(Samples.Of(type));
    }

    private static bool IsOf<T>(IColumn column) => column.Table.ForeignKeyConstraints.Any(
        key => key.Columns.Contains(column) && key.PrincipalTable.EntityTypeMappings.Any(entity => entity.TypeBase.ClrType == typeof(T)));

    // Ids of all tables are alike, so that they refer to each other. They grow with time; the first is the one that is asked for.
    private static string IdOf(string i) => string.Create(CultureInfo.InvariantCulture, $"""
        CASE {i} WHEN 1 THEN {Literal(Samples.Id)} ELSE
            (lpad(to_hex({Node.Monday.ToUnixTimeMilliseconds()} + ({i} - {Due}) * 1000), 12, '0') || '70008000' || lpad(to_hex({i}), 12, '0'))::uuid END
        """);

    private static string Literal(Guid id) => $"'{id}'::uuid";

    private static string OneIn(int rows, string rare, string usual) => $"CASE i % {rows} WHEN 1 THEN {rare} ELSE {usual} END";
}
