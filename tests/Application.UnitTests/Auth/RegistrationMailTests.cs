using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;

namespace MySaas.Application.UnitTests.Auth;

public sealed class RegistrationMailTests
{
    [Test]
    public async Task An_unconfirmed_address_that_registers_gets_the_token()
    {
        var world = new World();
        var user = world.Registered();

        await ReceiveAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Mails.Select(mail => (mail.To, mail.Template)), Is.EqualTo(new[] { (user.Email, "confirm-email") }));
            Assert.That(
                world.TokenOf(user, TokenPurpose.ConfirmEmail)!.Hash,
                Is.EqualTo(SecretToken.HashOf(world.Mails.Single().Values["token"])));
        }
    }

    [Test]
    public async Task A_confirmed_address_that_registers_is_told_that_it_has_an_account_and_gets_no_token()
    {
        var world = new World();
        var user = world.Confirmed();

        await ReceiveAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Mails.Select(mail => mail.Template), Is.EqualTo(new[] { "already-registered" }));
            Assert.That(world.TokenOf(user, TokenPurpose.ConfirmEmail), Is.Null);
        }
    }

    [Test]
    public async Task A_mailbox_that_has_had_enough_gets_nothing()
    {
        var world = new World();
        world.Registered();
        world.Throttle.Setup(throttle => throttle.CountAsync(It.Is<ThrottleKey>(key => key.Kind == "mail"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(TimeSpan.FromMinutes(3));

        await ReceiveAsync(world);
        await ResendAsync(world);

        Assert.That(world.Sent, Is.Empty);
    }

    [Test]
    public async Task Somebody_erased_meanwhile_gets_nothing()
    {
        var world = new World();

        await ReceiveAsync(world);
        await ResendAsync(world);

        Assert.That(world.Sent, Is.Empty);
    }

    [Test]
    public async Task Asking_for_the_mail_again_only_queues_the_wish()
    {
        var world = new World();

        await new ResendConfirmationHandler(world.Outbox.Object)
            .Handle(new ResendConfirmation(" Ada@Example.com "), CancellationToken.None);

        Assert.That(world.Sent, Is.EqualTo(new[] { (new ConfirmationWanted("ada@example.com"), (DateTimeOffset?)null) }));
    }

    [Test]
    public async Task A_confirmed_address_gets_no_further_token()
    {
        var world = new World();
        world.Confirmed();

        await ResendAsync(world);

        Assert.That(world.Sent, Is.Empty);
    }

    private static Task ReceiveAsync(World world) =>
        new RegistrationReceivedHandler(world.Users.Object, world.Mailbox, world.ConfirmationMail, world.Outbox.Object, world.Emails)
            .HandleAsync(new RegistrationReceived("ada@example.com"), World.Context, CancellationToken.None);

    private static Task ResendAsync(World world) =>
        new ConfirmationWantedHandler(world.Users.Object, world.Mailbox, world.ConfirmationMail)
            .HandleAsync(new ConfirmationWanted("ada@example.com"), World.Context, CancellationToken.None);
}
