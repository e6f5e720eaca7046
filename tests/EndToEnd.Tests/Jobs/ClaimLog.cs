using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <param name="Position">The message.</param>
/// <param name="Worker">Who claimed it, by the application name of its connections.</param>
public sealed record Claim(long Position, string Worker, DateTimeOffset At);

/// <summary>
/// Who claimed what, and when: a row says that it is under a lease, but not whose, and not for long. A trigger writes it down in
/// the claiming transaction itself, so that nothing is missed; the product knows nothing of it.
/// </summary>
internal sealed class ClaimLog(PostgreSqlDatabase database)
{
    public Task InstallAsync() => database.ExecuteAsync("""
        CREATE TABLE claims (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, position bigint, worker text, at timestamptz);
        CREATE FUNCTION log_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO claims (position, worker, at) VALUES (NEW.position, current_setting('application_name'), clock_timestamp());
            RETURN NULL;
        END $$;
        CREATE TRIGGER log_claim AFTER UPDATE ON outbox_messages FOR EACH ROW
            WHEN (NEW.lease_id IS NOT NULL AND NEW.lease_id IS DISTINCT FROM OLD.lease_id) EXECUTE FUNCTION log_claim();
        """);

    /// <summary>The setting of a worker that is to be known by this name.</summary>
    public (string Name, string Value) Sign(string worker) => ("ConnectionStrings__Default", $"{database.ConnectionString};Application Name={worker}");

    /// <summary>All claims, in their order.</summary>
    public Task<IReadOnlyList<Claim>> ReadAsync() => database.QueryAsync(
        "SELECT position, worker, at FROM claims ORDER BY number",
        row => new Claim(row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
}
