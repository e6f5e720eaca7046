using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Jobs;

/// <summary>
/// Work in bulk whose effects can be counted. Each message packs an export of one person: a row with a new id and a new token,
/// and a mail, which is a message again. No key in the tables forbids a second one, so an effect that happened twice is a second
/// row, and one that was lost is none.
/// </summary>
internal sealed class Exports(PostgreSqlDatabase database, int people)
{
    /// <summary>One message after the other becomes due, so that there is work in every second.</summary>
    public Task AskForAsync(int seconds) => database.ExecuteAsync($$"""
        INSERT INTO users (id, two_factor_enabled, recovery_code_hashes, used_totp_steps, email, normalized_email, email_confirmed,
            display_name, created_at, version)
        SELECT gen_random_uuid(), false, '{}', '{}', email, email, true, 'Ada', now(), 0
        FROM (SELECT 'owner' || n || '@example.test' AS email FROM generate_series(1, {{people}}) AS n) AS owners;
        INSERT INTO outbox_messages (id, type, payload, priority, status, attempts, created_at, next_attempt_at)
        SELECT gen_random_uuid(), 'users.pack_export.v1', json_build_object('userId', id), 'Low', 'Pending', 0, now(),
            now() + row_number() OVER () * interval '{{seconds}} seconds' / {{people}}
        FROM users WHERE email LIKE 'owner%';
        """);

    /// <summary>Returns once all messages of the installation are done or dead.</summary>
    public Task WaitForAllAsync(TimeSpan limit) => Eventually.GetAsync(
        () => CountAsync("outbox_messages WHERE next_attempt_at IS NOT NULL"), open => open == 0, "every message is done or dead", limit);

    public async Task ExpectOneEachAsync()
    {
        Assert.That(await CountAsync("outbox_messages WHERE status = 'Dead'"), Is.Zero);
        Assert.That(await CountAsync("outbox_messages WHERE status = 'Done' AND type = 'users.pack_export.v1'"), Is.EqualTo(people));
        Assert.That(await CountAsync("account_exports"), Is.EqualTo(people));
        Assert.That(await CountAsync("(SELECT DISTINCT user_id FROM account_exports) AS owners"), Is.EqualTo(people));
    }

    private Task<long> CountAsync(string rows) => database.ScalarAsync<long>($"SELECT count(*) FROM {rows}");
}
