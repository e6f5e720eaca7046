using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary><c>WebApi billing …</c> from the operator's shell.</summary>
public sealed class BillingVerbsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [TestCase("sync-catalog")]
    [TestCase("reconcile")]
    public async Task Without_a_key_the_shell_is_told_what_is_missing(string verb)
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);

        await using var run = await site.RunAsync([], "billing", verb);

        Assert.That(await run.ExitAsync(Limit), Is.EqualTo(1), run.Output);
        Assert.That(run.StandardError, Has.Exactly(1).Contains("Stripe:SecretKey"));
    }

    [Test]
    public async Task Nobody_at_the_other_end_is_a_failure_and_no_crash()
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);

        await using var run = await site.RunAsync(
            [("Stripe__SecretKey", "sk_test_1"), ("Stripe__WebhookSecrets__0", "whsec_1"), ("Stripe__ApiBase", "http://127.0.0.1:9")], "billing", "sync-catalog");

        Assert.That(await run.ExitAsync(Limit), Is.EqualTo(1), run.Output);
        Assert.That(run.StandardError, Is.EqualTo(new[] { "Stripe did not answer (HttpRequestException)." }));
    }
}
