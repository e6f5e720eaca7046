using MediatR;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ConfirmEmailChangeTests
{
    private const string New = "Countess@Example.org";

    [Test]
    public async Task The_account_moves_and_the_old_address_is_told_without_the_new_one_in_clear()
    {
        var world = new World();
        var (user, token) = await PendingAsync(world);

        await ConfirmAsync(world, token);

        var notice = world.Mails.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo(New));
            Assert.That((notice.To, notice.Template), Is.EqualTo(("Ada@Example.com", "email-changed")));
            Assert.That(notice.Values.Values, Has.None.Contains("Countess"));
        }
    }

    [Test]
    public async Task A_reset_that_waits_in_the_old_mailbox_dies()
    {
        var world = new World();
        var (user, token) = await PendingAsync(world);
        await world.MailedAsync(user, TokenPurpose.ResetPassword);

        await ConfirmAsync(world, token);

        Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword), Is.Null);
    }

    [Test]
    public async Task An_address_that_got_an_account_meanwhile_is_refused()
    {
        var world = new World();
        var (user, token) = await PendingAsync(world);
        var holder = world.Confirmed(New);

        await Assert.ThatAsync(() => ConfirmAsync(world, token), BreaksRule("users.email_taken"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo("Ada@Example.com"));
            Assert.That(world.Has(holder), Is.True);
            Assert.That(world.Sent, Is.Empty);
        }
    }

    [Test]
    public async Task Somebody_who_registered_the_address_and_never_proved_it_makes_room()
    {
        var world = new World();
        var (user, token) = await PendingAsync(world);
        var squatter = world.Registered(New);

        await ConfirmAsync(world, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo(New));
            Assert.That(world.Has(squatter), Is.False);
        }
    }

    [Test]
    public async Task The_own_address_in_another_case_is_no_squatter()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        var token = await world.MailedAsync(user, TokenPurpose.ChangeEmail, "ADA@EXAMPLE.COM");

        await ConfirmAsync(world, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Email, Is.EqualTo("ADA@EXAMPLE.COM"));
            world.Users.Verify(users => users.Remove(It.IsAny<User>()), Times.Never);
        }
    }

    [Test]
    public async Task The_token_works_once()
    {
        var world = new World();
        var (_, token) = await PendingAsync(world);
        await ConfirmAsync(world, token);

        await Assert.ThatAsync(() => ConfirmAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [Test]
    public async Task Somebody_elses_token_moves_nobody()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        var eves = await world.MailedAsync(world.Confirmed("eve@example.com"), TokenPurpose.ChangeEmail, New);

        await Assert.ThatAsync(() => ConfirmAsync(world, eves), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        Assert.That(user.Email, Is.EqualTo("Ada@Example.com"));
    }

    private static async Task<(User User, string Token)> PendingAsync(World world)
    {
        var user = world.Confirmed();
        world.SignedIn(user);
        return (user, await world.MailedAsync(user, TokenPurpose.ChangeEmail, New));
    }

    private static Task<Unit> ConfirmAsync(World world, string token) =>
        new ConfirmEmailChangeHandler(world.Current, world.Users.Object, world.OneTimeTokens, world.Outbox.Object, world.Emails)
            .Handle(new ConfirmEmailChange(token), CancellationToken.None);
}
