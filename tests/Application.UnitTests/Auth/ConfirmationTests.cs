using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ConfirmationTests
{
    [Test]
    public async Task The_newer_token_kills_the_older_one()
    {
        var world = new World();
        var user = world.Registered();
        await ReceiveAsync(world);

        await ResendAsync(world);

        var (older, newer) = (world.Mails.First().Values["token"], world.Mails.Last().Values["token"]);
        await Assert.ThatAsync(() => ConfirmAsync(world, older), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
        await ConfirmAsync(world, newer);
        Assert.That(user.EmailConfirmed, Is.True);
    }

    [Test]
    public async Task A_token_confirms_once()
    {
        var world = new World();
        var user = world.Registered();
        var token = await world.MailedAsync(user, TokenPurpose.ConfirmEmail);

        await ConfirmAsync(world, token);

        Assert.That(user.EmailConfirmed, Is.True);
        await Assert.ThatAsync(() => ConfirmAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [Test]
    public async Task A_token_that_is_too_old_confirms_nothing()
    {
        var world = new World();
        var user = world.Registered();
        var token = await world.MailedAsync(user, TokenPurpose.ConfirmEmail);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await Assert.ThatAsync(() => ConfirmAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        Assert.That(user.EmailConfirmed, Is.False);
    }

    [Test]
    public async Task A_token_that_resets_a_password_confirms_nothing()
    {
        var world = new World();
        var user = world.Registered();
        var token = await world.MailedAsync(user, TokenPurpose.ResetPassword);

        await Assert.ThatAsync(() => ConfirmAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [Test]
    public async Task A_token_in_another_mailbox_confirms_nothing()
    {
        var world = new World();
        var user = world.Registered();
        var token = await world.MailedAsync(user, TokenPurpose.ConfirmEmail, "former@example.org");

        await Assert.ThatAsync(() => ConfirmAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [Test]
    public async Task An_unknown_address_is_refused_like_a_wrong_token()
    {
        var world = new World();

        await Assert.ThatAsync(() => ConfirmAsync(world, "any"), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    private static Task ReceiveAsync(World world) =>
        new RegistrationReceivedHandler(world.Users.Object, world.Mailbox, world.ConfirmationMail, world.Outbox.Object, world.Emails)
            .HandleAsync(new RegistrationReceived("ada@example.com"), World.Context, CancellationToken.None);

    private static Task ResendAsync(World world) =>
        new ConfirmationWantedHandler(world.Users.Object, world.Mailbox, world.ConfirmationMail)
            .HandleAsync(new ConfirmationWanted("ada@example.com"), World.Context, CancellationToken.None);

    private static Task<Unit> ConfirmAsync(World world, string token) =>
        new ConfirmEmailHandler(world.Users.Object, world.OneTimeTokens)
            .Handle(new ConfirmEmail("ADA@example.com", token), CancellationToken.None);
}
