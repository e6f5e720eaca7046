using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ChangeEmailTests
{
    [Test]
    public async Task The_new_address_gets_the_token_and_nothing_changes_yet()
    {
        var world = new World();
        var user = SignedIn(world);

        await AskAsync(world, "Countess@Example.org");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                world.Mails.Select(mail => (mail.To, mail.Template)),
                Is.EqualTo(new[] { ("Countess@Example.org", "confirm-email-change") }));
            Assert.That(world.TokenOf(user, TokenPurpose.ChangeEmail)!.Email, Is.EqualTo("Countess@Example.org"));
            Assert.That(user.Email, Is.EqualTo("Ada@Example.com"));
        }
    }

    [Test]
    public async Task An_address_with_an_account_is_told_there_and_gets_no_token()
    {
        var world = new World();
        var user = SignedIn(world);
        var eve = world.Confirmed("eve@example.com");

        await AskAsync(world, "EVE@example.com");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Mails.Select(mail => (mail.To, mail.Template)), Is.EqualTo(new[] { (eve.Email, "email-change-taken") }));
            Assert.That(world.TokenOf(user, TokenPurpose.ChangeEmail), Is.Null);
        }
    }

    [Test]
    public async Task An_address_that_somebody_registered_and_never_proved_can_be_proved_by_another()
    {
        var world = new World();
        SignedIn(world);
        world.Registered("eve@example.com");

        await AskAsync(world, "eve@example.com");

        Assert.That(world.Mails.Select(mail => mail.Template), Is.EqualTo(new[] { "confirm-email-change" }));
    }

    [Test]
    public async Task A_wrong_password_asks_for_nothing_and_is_counted()
    {
        var world = new World();
        SignedIn(world);

        await Assert.ThatAsync(
            () => AskAsync(world, "countess@example.org", "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_credentials"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Sent, Is.Empty);
            Assert.That(world.Counted, Does.Contain("sign-in ada@example.com"));
        }
    }

    [Test]
    public async Task A_newer_wish_kills_the_older_one()
    {
        var world = new World();
        SignedIn(world);
        await AskAsync(world, "first@example.org");
        await AskAsync(world, "second@example.org");

        var (first, second) = (world.Mails.First().Values["token"], world.Mails.Last().Values["token"]);

        await Assert.ThatAsync(() => ConfirmAsync(world, first), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
        await ConfirmAsync(world, second);
    }

    private static User SignedIn(World world)
    {
        var user = world.Confirmed();
        world.SignedIn(user);
        return user;
    }

    private static Task<Unit> AskAsync(World world, string newEmail, string password = World.Password) =>
        new ChangeEmailHandler(
            world.Current, world.Users.Object, world.OneTimeTokens, world.Outbox.Object, world.Emails, world.Options)
            .Handle(new ChangeEmail(newEmail, password), CancellationToken.None);

    private static Task<Unit> ConfirmAsync(World world, string token) =>
        new ConfirmEmailChangeHandler(world.Current, world.Users.Object, world.OneTimeTokens, world.Outbox.Object, world.Emails)
            .Handle(new ConfirmEmailChange(token), CancellationToken.None);
}
