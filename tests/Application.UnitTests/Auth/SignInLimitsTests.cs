using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;

namespace MySaas.Application.UnitTests.Auth;

public sealed class SignInLimitsTests
{
    [Test]
    public void By_default_an_address_closes_after_8_failures_and_a_client_after_50_a_minute()
    {
        var limits = new SignInLimits(new AuthOptions(), new RateLimitOptions());

        Assert.That(limits.Keys("ada@example.com", "203.0.113.9"), Is.EqualTo(new[]
        {
            new ThrottleKey("sign-in", "ada@example.com", 8, TimeSpan.FromMinutes(15)),
            new ThrottleKey("sign-in-client", "203.0.113.9", 50, TimeSpan.FromMinutes(1)),
        }));
    }

    [Test]
    public void Switching_rate_limits_off_keeps_the_lockout_of_addresses()
    {
        var limits = new SignInLimits(new AuthOptions(), new RateLimitOptions { Enabled = false });

        Assert.That(limits.Keys("ada@example.com", "203.0.113.9").Select(key => key.Kind), Is.EqualTo(new[] { "sign-in" }));
    }

    [Test]
    public void A_caller_without_a_network_address_is_limited_by_the_mail_address_alone()
    {
        var limits = new SignInLimits(new AuthOptions(), new RateLimitOptions());

        Assert.That(limits.Keys("ada@example.com", null).Select(key => key.Kind), Is.EqualTo(new[] { "sign-in" }));
    }

    [Test]
    public async Task A_mailbox_admits_mails_until_it_has_had_enough()
    {
        var world = new World();
        world.Throttle.SetupSequence(throttle => throttle.CountAsync(
                new ThrottleKey("mail", "ada@example.com", 20, TimeSpan.FromHours(1)), It.IsAny<CancellationToken>()))
            .ReturnsAsync((TimeSpan?)null).ReturnsAsync(TimeSpan.FromMinutes(3));

        var first = await world.Mailbox.AdmitsAsync("ada@example.com", CancellationToken.None);
        var second = await world.Mailbox.AdmitsAsync("ada@example.com", CancellationToken.None);

        Assert.That((first, second), Is.EqualTo((true, false)));
    }
}
