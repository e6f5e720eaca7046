using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ChangePasswordTests
{
    private const string New = "another-long-password-7";

    [Test]
    public async Task The_known_password_is_replaced()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);

        await ChangeAsync(world);

        Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(New)));
    }

    [Test]
    public async Task Every_other_session_ends()
    {
        var world = new World();
        var user = world.Confirmed();
        var (mine, other) = (world.SignedIn(user), world.SignedIn(user, asCaller: false));

        await ChangeAsync(world);

        Assert.That((mine.RevokedAt, other.RevokedAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)World.Monday)));
    }

    [Test]
    public async Task A_reset_that_waits_in_the_mailbox_dies()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        await world.MailedAsync(user, TokenPurpose.ResetPassword);

        await ChangeAsync(world);

        Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword), Is.Null);
    }

    [Test]
    public async Task A_wrong_password_is_counted_and_ends_nothing()
    {
        var world = new World();
        var user = world.Confirmed();
        var (mine, other) = (world.SignedIn(user), world.SignedIn(user, asCaller: false));

        await Assert.ThatAsync(() => ChangeAsync(world, "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_credentials"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Counted, Does.Contain("sign-in ada@example.com"));
            Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
            Assert.That(other.RevokedAt, Is.Null);
        }
    }

    [Test]
    public async Task Too_many_wrong_passwords_stay_429_also_while_signed_in()
    {
        var world = new World();
        world.SignedIn(world.Confirmed());
        world.Close("sign-in", TimeSpan.FromMinutes(15));

        await Assert.ThatAsync(() => ChangeAsync(world), IsRefused(RefusalKind.TooManyRequests, "auth.too_many_attempts"));
    }

    [Test]
    public async Task Somebody_erased_meanwhile_is_told_to_sign_in()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        world.Users.Object.Remove(user);

        await Assert.ThatAsync(() => ChangeAsync(world), IsRefused(RefusalKind.Unauthenticated, "auth.required"));
    }

    private static Task<Unit> ChangeAsync(World world, string current = World.Password) =>
        new ChangePasswordHandler(
            world.Current, world.Hasher.Object, world.OneTimeTokens, world.SessionTokens, world.Caller.Object)
            .Handle(new ChangePassword(current, New), CancellationToken.None);
}
