using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.Growth;

/// <summary>
/// Many rows in every table of the model, made up by a PostgreSQL. Half of what belongs to organizations belongs to one, and a person has
/// <see cref="OfOne"/> of what people have. In each column of times <see cref="Due"/> are past, in an order of their own. Nearly everything is
/// finished: what waits, is dead or has expired is rare.
/// </summary>
internal sealed class Crowd
{
    public const int Due = 30;
    public const int OfOne = 25;

    /// <summary>Where a text tells rows apart, the first one's.</summary>
    public const string Text = "a@example.com";

    /// <summary>They do not grow with the business.</summary>
    public static readonly string[] SmallTables = ["business_metrics", "provider_walks", "__EFMigrationsHistory"];

    // An index is made of all rows in a fraction of the time that it takes row by row.
    private const string IndexesThatCanWait = """
        SELECT indexdef AS "Value" FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
        """;

    private readonly int _rows;
    private readonly Guid _first;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, string> _own;

    /// <param name="rows">In each table.</param>
    /// <param name="first">The id of the first row of each table, which is the organization and the person that have more than others.</param>
    /// <param name="now">When what is past has passed.</param>
    public Crowd(int rows, Guid first, DateTimeOffset now)
    {
        (_rows, _first, _now) = (rows, first, now);
        var isUnfinished = $"i % {rows / 50} = 0";

        // What is rare or unlike in the life of the product; i counts the rows.
        _own = new()
        {
            ["api_keys.revoked_at"] = Few(5, "NULL", "now()"),
            ["audit_entries.actor_id"] = UserId,
            ["audit_entries.subject_id"] = UserId,
            ["audit_log_exports.file_id"] = IdOf("i"),
            ["Files.status"] = OneIn(500, "'Rejected'", "'Ready'"),
            ["invitations.open_for"] = Few(5, "'open' || i", "NULL"),
            ["job_runs.name"] = OneIn(2, $"'{Text}'", "'other'"),
            ["memberships.organization_id"] = OrganizationId,
            ["memberships.role"] = Few(5, "'Owner'", "'Member'"),
            ["memberships.user_id"] = IdOf("i"),
            ["outbox_messages.completed_at"] = $"CASE WHEN NOT {isUnfinished} THEN now() END",
            ["outbox_messages.next_attempt_at"] = $"CASE WHEN {isUnfinished} THEN {Now} + (i / {rows / 50} - {Due}) * INTERVAL '1 minute' END",
            ["outbox_messages.status"] = $"CASE WHEN {isUnfinished} THEN 'Pending' ELSE {Few(OfOne, "'Dead'", "'Done'")} END",
            ["outbox_messages.type"] = Few(3, $"'{Text}'", "'other'"),
            ["sessions.revoked_at"] = OneIn(2, "now()", "NULL"),
            ["subscriptions.compared_at"] = "now()",
            ["subscriptions.state_status"] = OneIn(100, "'Canceled'", "'Active'"),
            ["usage_counters.limit_name"] = $"'{Text}'",
            ["users.email_confirmed"] = OneIn(100, "false", "true"),
            ["webhook_events.is_ignored"] = OneIn(500, "true", "false"),
            ["webhook_events.message_id"] = IdOf("i"),
            ["webhook_events.payload"] = "'{}'",
            ["webhook_events.processed_at"] = "now()",
        };
    }

    // 7919 has no factor in common with the number of rows, so that each time comes once.
    private string Time => $"{Now} + (i::bigint * 7919 % {_rows} - {Due}) * INTERVAL '1 minute'";

    private string Now => $"TIMESTAMPTZ '{_now:u}'";

    private string OrganizationId => OneIn(2, First, IdOf("i % 1000 + 2"));

    private string UserId => Few(OfOne, First, IdOf("i"));

    private string First => $"'{_first}'::uuid";

    /// <param name="db">Of a database that is migrated and empty.</param>
    /// <param name="only">Names of tables; all of them when null.</param>
    public async Task FillAsync(AppDbContext db, IReadOnlyCollection<string>? only = null)
    {
        await db.Database.OpenConnectionAsync();
        await ExecuteAsync(db, "SET session_replication_role = replica");      // foreign keys hold anyway, and each would be looked up
        var indexes = await db.Database.SqlQueryRaw<string>(IndexesThatCanWait).ToListAsync();
        await ExecuteAsync(db, string.Concat(indexes.Select(index => $"DROP INDEX {NameOf(index)};")));
        foreach (var table in db.Model.GetRelationalModel().Tables.Where(table => IsFilled(table) && only?.Contains(table.Name) is not false))
            await FillAsync(db, table);
        await ExecuteAsync(db, string.Join(';', indexes));
        await ExecuteAsync(db, "VACUUM ANALYZE");
        await db.Database.CloseConnectionAsync();
    }

    private Task FillAsync(AppDbContext db, ITable table)
    {
        var columns = table.Columns.Where(column => !IsNumberedByServer(column)).ToList();
        return ExecuteAsync(db, $"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})
            SELECT {string.Join(", ", columns.Select(ValueOf))} FROM generate_series(1, {_rows}) AS i
            """);
    }

    private static async Task ExecuteAsync(AppDbContext db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await command.ExecuteNonQueryAsync();
    }

    private static bool IsFilled(ITable table) => !SmallTables.Contains(table.Name) && !table.Name.StartsWith("qrtz_", StringComparison.Ordinal);

    private static bool IsNumberedByServer(IColumn column) => column.PropertyMappings[0].Property.ValueGenerated is ValueGenerated.OnAdd;

    private static string NameOf(string index) => index[(index.IndexOf("INDEX ", StringComparison.Ordinal) + 6)..index.IndexOf(" ON ", StringComparison.Ordinal)];

    private string ValueOf(IColumn column)
    {
        if (_own.TryGetValue($"{column.Table.Name}.{column.Name}", out var own))
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
        return type switch
        {
            { IsEnum: true } => $"'{Enum.GetNames(type)[0]}'",
            _ when type == typeof(Guid) => IdOf("i"),
            _ when type == typeof(DateTimeOffset) => Time,
            _ when type == typeof(bool) => "false",
            _ when type == typeof(int) || type == typeof(long) => "1",
            _ when type == typeof(string) => $"left(CASE i WHEN 1 THEN '{Text}' ELSE {(isUnique ? "i || 'text'" : "'text'")} END, {column.StoreTypeMapping.Size ?? 100})",
            _ => column.StoreType.EndsWith("[]", StringComparison.Ordinal) ? "'{}'" : "'[]'",
        };
    }

    private static bool IsOf<T>(IColumn column) => column.Table.ForeignKeyConstraints.Any(
        key => key.Columns.Contains(column) && key.PrincipalTable.EntityTypeMappings.Any(entity => entity.TypeBase.ClrType == typeof(T)));

    // Ids of all tables are alike, so that they refer to each other, and grow with time.
    private string IdOf(string i) => string.Create(CultureInfo.InvariantCulture, $"""
        CASE {i} WHEN 1 THEN {First} ELSE
            (lpad(to_hex({_now.ToUnixTimeMilliseconds()} + ({i} - {Due}) * 1000::bigint), 12, '0') || '70008000' || lpad(to_hex({i}), 12, '0'))::uuid END
        """);

    private string Few(int count, string rare, string usual) => OneIn(_rows / count, rare, usual);

    private static string OneIn(int rows, string rare, string usual) => $"CASE i % {rows} WHEN 1 THEN {rare} ELSE {usual} END";
}
