using MediatR;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ResetPasswordTests
{
    private const string New = "another-long-password-7";

    [Test]
    public async Task The_mailed_token_sets_the_password_and_proves_the_mailbox()
    {
        var world = new World();
        var user = world.Registered();
        var token = await world.MailedAsync(user, TokenPurpose.ResetPassword);

        await ResetAsync(world, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(New)));
            Assert.That(user.EmailConfirmed, Is.True);
        }
    }

    [Test]
    public async Task Every_session_ends()
    {
        var world = new World();
        var user = world.Confirmed();
        var (one, two) = (world.SignedIn(user, asCaller: false), world.SignedIn(user, asCaller: false));

        await ResetAsync(world, await world.MailedAsync(user, TokenPurpose.ResetPassword));

        Assert.That(new[] { one.RevokedAt, two.RevokedAt }, Has.All.EqualTo(World.Monday));
    }

    [Test]
    public async Task The_lockout_is_lifted()
    {
        var world = new World();
        var user = world.Confirmed();
        world.Close("sign-in", TimeSpan.FromMinutes(15));

        await ResetAsync(world, await world.MailedAsync(user, TokenPurpose.ResetPassword));

        Assert.That(world.Forgiven, Is.EqualTo(new[] { "sign-in ada@example.com" }));
    }

    [TestCase(TokenPurpose.ChangeEmail)]
    [TestCase(TokenPurpose.ConfirmEmail)]
    public async Task Other_tokens_that_were_mailed_die(TokenPurpose purpose)
    {
        var world = new World();
        var user = world.Registered();
        await world.MailedAsync(user, purpose);

        await ResetAsync(world, await world.MailedAsync(user, TokenPurpose.ResetPassword));

        Assert.That(world.TokenOf(user, purpose), Is.Null);
    }

    [Test]
    public async Task Two_factors_stay_on()
    {
        var world = new World();
        var user = world.WithTwoFactors();

        await ResetAsync(world, await world.MailedAsync(user, TokenPurpose.ResetPassword));

        Assert.That(user.TwoFactorEnabled, Is.True);
    }

    [Test]
    public async Task The_token_works_once()
    {
        var world = new World();
        var user = world.Confirmed();
        var token = await world.MailedAsync(user, TokenPurpose.ResetPassword);
        await ResetAsync(world, token);

        await Assert.ThatAsync(() => ResetAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [TestCase(TokenPurpose.ConfirmEmail)]
    [TestCase(TokenPurpose.ChangeEmail)]
    public async Task A_token_of_another_purpose_opens_nothing(TokenPurpose purpose)
    {
        var world = new World();
        var user = world.Confirmed();
        var token = await world.MailedAsync(user, purpose);

        await Assert.ThatAsync(() => ResetAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
    }

    [Test]
    public async Task A_wrong_token_changes_and_forgives_nothing()
    {
        var world = new World();
        var user = world.Confirmed();
        await world.MailedAsync(user, TokenPurpose.ResetPassword);

        await Assert.ThatAsync(() => ResetAsync(world, "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Forgiven, Is.Empty);
            Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword), Is.Not.Null);
        }
    }

    [Test]
    public async Task An_unknown_address_is_refused_like_a_wrong_token()
    {
        var world = new World();

        await Assert.ThatAsync(() => ResetAsync(world, "any"), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        world.Hasher.Verify(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    /// <summary>A wish that is handled while the address changes can leave a token in the mailbox that was given up.</summary>
    [Test]
    public async Task A_token_in_a_former_mailbox_opens_nothing()
    {
        var world = new World();
        var user = world.Confirmed();
        var token = await world.MailedAsync(user, TokenPurpose.ResetPassword, "former@example.org");

        await Assert.ThatAsync(() => ResetAsync(world, token), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));

        Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
    }

    [Test]
    public async Task Somebody_elses_token_opens_nothing()
    {
        var world = new World();
        world.Confirmed();
        var eves = await world.MailedAsync(world.Confirmed("eve@example.com"), TokenPurpose.ResetPassword);

        await Assert.ThatAsync(() => ResetAsync(world, eves), IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    private static Task<Unit> ResetAsync(World world, string token) =>
        new ResetPasswordHandler(world.Users.Object, world.OneTimeTokens, world.Hasher.Object, world.SessionTokens, world.Gate)
            .Handle(new ResetPassword("Ada@example.com", token, New), CancellationToken.None);
}
