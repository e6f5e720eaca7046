using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ForgotPasswordTests
{
    [Test]
    public async Task The_request_looks_nothing_up_and_only_queues_the_wish()
    {
        var world = new World();

        await new ForgotPasswordHandler(world.Outbox.Object).Handle(new ForgotPassword(" Ada@Example.com "), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Sent, Is.EqualTo(new[] { (new PasswordResetWanted("ada@example.com"), (DateTimeOffset?)null) }));
            Assert.That(world.Users.Invocations, Is.Empty);
        }
    }

    [Test]
    public async Task The_mailbox_gets_a_token_that_lives_as_long_as_the_setting_says()
    {
        var world = new World();
        var user = world.Confirmed();

        await HandleAsync(world);

        var token = world.TokenOf(user, TokenPurpose.ResetPassword)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Mails.Select(mail => (mail.To, mail.Template)), Is.EqualTo(new[] { (user.Email, "reset-password") }));
            Assert.That(SecretToken.HashOf(world.Mails.Single().Values["token"]), Is.EqualTo(token.Hash));
            Assert.That(token.ExpiresAt, Is.EqualTo(World.Monday + world.Options.PasswordResetLifetime));
        }
    }

    [Test]
    public async Task An_account_that_nobody_has_confirmed_can_be_reset_because_the_mailbox_proves_itself()
    {
        var world = new World();
        world.Registered(password: null);

        await HandleAsync(world);

        Assert.That(world.Mails.Select(mail => mail.Template), Is.EqualTo(new[] { "reset-password" }));
    }

    [Test]
    public async Task An_unknown_address_gets_nothing_and_is_not_counted()
    {
        var world = new World();

        await HandleAsync(world);

        Assert.That(world.Sent.Count + world.Counted.Count, Is.Zero);
    }

    [Test]
    public async Task Somebody_disabled_gets_nothing()
    {
        var world = new World();
        var user = world.Confirmed();
        user.Disable(World.Monday);

        await HandleAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Sent, Is.Empty);
            Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword), Is.Null);
        }
    }

    [Test]
    public async Task A_mailbox_that_has_had_enough_gets_nothing_and_keeps_its_last_token()
    {
        var world = new World();
        var user = world.Confirmed();
        await HandleAsync(world);
        var hash = world.TokenOf(user, TokenPurpose.ResetPassword)!.Hash;
        world.Throttle.Setup(throttle => throttle.CountAsync(It.Is<ThrottleKey>(key => key.Kind == "mail"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(TimeSpan.FromMinutes(3));

        await HandleAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Mails.Count(), Is.EqualTo(1));
            Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword)!.Hash, Is.EqualTo(hash));
        }
    }

    private static Task HandleAsync(World world) =>
        new PasswordResetWantedHandler(
            world.Users.Object, world.Mailbox, world.OneTimeTokens, world.Outbox.Object, world.Emails, world.Options)
            .HandleAsync(new PasswordResetWanted("ada@example.com"), World.Context, CancellationToken.None);
}
