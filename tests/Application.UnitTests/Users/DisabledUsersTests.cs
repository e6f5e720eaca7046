using MediatR;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Users;

public sealed class DisabledUsersTests
{
    [Test]
    public async Task Somebody_disabled_is_signed_out_everywhere()
    {
        var world = new World();
        world.SignedIn(world.Confirmed("admin@example.com"));
        var user = world.Confirmed();
        var session = world.SignedIn(user, asCaller: false);

        await DisableAsync(world, user.Id);

        Assert.That((user.DisabledAt, session.RevokedAt), Is.EqualTo(((DateTimeOffset?)World.Monday, (DateTimeOffset?)World.Monday)));
    }

    [Test]
    public async Task Nobody_disables_their_own_account()
    {
        var world = new World();
        var admin = world.Confirmed("admin@example.com");
        world.SignedIn(admin);

        await Assert.ThatAsync(() => DisableAsync(world, admin.Id), BreaksRule("users.cannot_disable_self"));

        Assert.That(admin.DisabledAt, Is.Null);
    }

    [Test]
    public async Task Somebody_who_never_was_is_not_found()
    {
        var world = new World();

        await Assert.ThatAsync(() => DisableAsync(world, Guid.CreateVersion7(World.Monday)), IsNotFound);
        await Assert.ThatAsync(() => EnableAsync(world, Guid.CreateVersion7(World.Monday)), IsNotFound);
    }

    [Test]
    public async Task Somebody_enabled_may_come_back()
    {
        var world = new World();
        var user = world.Confirmed();
        user.Disable(World.Monday);

        await EnableAsync(world, user.Id);

        Assert.That(user.DisabledAt, Is.Null);
    }

    private static Task<Unit> DisableAsync(World world, Guid id) =>
        new DisableUserHandler(world.Users.Object, world.SessionTokens, world.Caller.Object, world.Clock)
            .Handle(new DisableUser(id), CancellationToken.None);

    private static Task<Unit> EnableAsync(World world, Guid id) =>
        new EnableUserHandler(world.Users.Object).Handle(new EnableUser(id), CancellationToken.None);
}
