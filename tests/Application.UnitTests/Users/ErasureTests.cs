using MediatR;
using MySaas.Application.Files;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Users;

public sealed class ErasureTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Test]
    public async Task A_deletion_signs_out_everywhere_and_sets_the_time_of_the_erasure()
    {
        var world = new World();
        var user = world.Confirmed();
        var (mine, other) = (world.SignedIn(user), world.SignedIn(user, asCaller: false));

        await DeleteAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { mine.RevokedAt, other.RevokedAt }, Has.All.EqualTo(World.Monday));
            Assert.That(user.ErasesAt, Is.EqualTo(World.Monday + Week));
            Assert.That(world.Sent, Is.EqualTo(new[] { (new EraseAccount(user.Id), (DateTimeOffset?)(World.Monday + Week)) }));
        }
    }

    [Test]
    public async Task The_erasure_removes_the_account_and_says_so_to_the_address()
    {
        var world = new World();
        var user = Leaving(world);
        world.Clock.Advance(Week);

        await EraseAsync(world, user);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Has(user), Is.False);
            Assert.That(user.Events, Does.Contain(new AccountErased(user.Id)));
            Assert.That(world.Sent.Select(sent => sent.Message), Does.Contain(new RemoveBytesOfPerson(user.Id)));
            Assert.That(world.Mails.Select(mail => (mail.To, mail.Template)), Is.EqualTo(new[] { (user.Email, "account-erased") }));
        }
    }

    [Test]
    public async Task The_erasure_does_not_come_a_tick_too_early()
    {
        var world = new World();
        var user = Leaving(world);
        world.Clock.Advance(Week - TimeSpan.FromTicks(1));

        await EraseAsync(world, user);

        AssertStays(world, user);
    }

    [Test]
    public async Task A_deletion_that_was_taken_back_erases_nothing()
    {
        var world = new World();
        var user = Leaving(world);
        user.CancelDeletion();
        world.Clock.Advance(Week);

        await EraseAsync(world, user);

        AssertStays(world, user);
    }

    [Test]
    public async Task The_message_of_a_deletion_that_was_taken_back_does_not_hasten_the_next_one()
    {
        var world = new World();
        var user = Leaving(world);
        user.CancelDeletion();
        world.Clock.Advance(Week);
        user.RequestDeletion(world.Clock.GetUtcNow() + Week);

        await EraseAsync(world, user);

        AssertStays(world, user);
    }

    [Test]
    public async Task Erasing_twice_happens_once()
    {
        var world = new World();
        var user = Leaving(world);
        world.Clock.Advance(Week);

        await EraseAsync(world, user);
        await EraseAsync(world, user);

        Assert.That(world.Mails.Count(), Is.EqualTo(1));
    }

    private static User Leaving(World world)
    {
        var user = world.Confirmed();
        user.RequestDeletion(World.Monday + Week);
        return user;
    }

    private static void AssertStays(World world, User user)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Has(user), Is.True);
            Assert.That(world.Sent, Is.Empty);
        }
    }

    private static Task<Unit> DeleteAsync(World world, string password = World.Password) =>
        new DeleteMeHandler(
            world.Current, world.Memberships.Object, world.SessionTokens, world.Outbox.Object, new UserOptions { DeletionGracePeriod = Week }, world.Clock)
            .Handle(new DeleteMe(password), CancellationToken.None);

    private static Task EraseAsync(World world, User user) =>
        new EraseAccountHandler(world.Users.Object, world.Departing, world.Outbox.Object, world.Emails, world.Clock)
            .HandleAsync(new EraseAccount(user.Id), World.Context, CancellationToken.None);
}
