using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>
/// Which times of a schedule fired, by Quartz's own account: it keeps one only as long as the job runs, so a trigger in the
/// database writes it down. A run in the history has its start and not the time that it was due.
/// </summary>
internal sealed class FireLog(PostgreSqlDatabase database)
{
    public Task InstallAsync() => database.ExecuteAsync("""
        CREATE TABLE fired (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job text, due bigint);
        CREATE FUNCTION log_fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO fired (job, due) VALUES (NEW.job_name, NEW.sched_time);
            RETURN NULL;
        END $$;
        CREATE TRIGGER log_fired AFTER INSERT OR UPDATE ON qrtz_fired_triggers FOR EACH ROW
            WHEN (NEW.state = 'EXECUTING') EXECUTE FUNCTION log_fired();
        """);

    /// <summary>All times of a job that fired, in the order of their firing.</summary>
    public Task<IReadOnlyList<DateTimeOffset>> ReadAsync(string job) => database.QueryAsync(
        $"SELECT due FROM fired WHERE job = '{job}' ORDER BY number", row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero));
}
