using MediatR;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Users;

public sealed class DeletionTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Test]
    public async Task A_wrong_password_deletes_nothing()
    {
        var world = new World();
        var user = world.Confirmed();
        var session = world.SignedIn(user);

        await Assert.ThatAsync(() => DeleteAsync(world, "wrong"), IsRefused(RefusalKind.Invalid, "auth.invalid_credentials"));

        Assert.That((user.ErasesAt, session.RevokedAt, world.Sent.Count), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null, 0)));
    }

    [Test]
    public async Task The_person_is_told_when_it_will_be_and_when_it_is_off()
    {
        var world = new World();
        var user = Leaving(world);
        var notices = new DeletionNotices(world.Users.Object, world.Outbox.Object, world.Emails);

        await notices.HandleAsync(new AccountDeletionRequested(user.Id, World.Monday + Week), World.Context, CancellationToken.None);
        await notices.HandleAsync(new AccountDeletionCancelled(user.Id), World.Context, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                world.Mails.Select(mail => (mail.To, mail.Template)),
                Is.EqualTo(new[] { (user.Email, "account-deletion-scheduled"), (user.Email, "account-deletion-cancelled") }));
            Assert.That(world.Mails.First().Values["erasesAt"], Is.EqualTo("30 November 2026, 09:00 UTC"));
        }
    }

    [Test]
    public async Task Nobody_is_told_when_the_account_is_gone()
    {
        var world = new World();
        var nobody = Guid.CreateVersion7(World.Monday);
        var notices = new DeletionNotices(world.Users.Object, world.Outbox.Object, world.Emails);

        await notices.HandleAsync(new AccountDeletionRequested(nobody, World.Monday), World.Context, CancellationToken.None);
        await notices.HandleAsync(new AccountDeletionCancelled(nobody), World.Context, CancellationToken.None);

        Assert.That(world.Sent, Is.Empty);
    }

    private static User Leaving(World world)
    {
        var user = world.Confirmed();
        user.RequestDeletion(World.Monday + Week);
        return user;
    }

    private static Task<Unit> DeleteAsync(World world, string password = World.Password) =>
        new DeleteMeHandler(
            world.Current, world.Memberships.Object, world.SessionTokens, world.Outbox.Object, new UserOptions { DeletionGracePeriod = Week }, world.Clock)
            .Handle(new DeleteMe(password), CancellationToken.None);
}
