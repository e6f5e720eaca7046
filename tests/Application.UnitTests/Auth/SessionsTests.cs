using MediatR;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class SessionsTests
{
    [Test]
    public async Task One_of_the_callers_devices_is_signed_out()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        var other = world.SignedIn(user, asCaller: false);

        await EndAsync(world, other.Id);

        Assert.That(other.RevokedAt, Is.EqualTo(World.Monday));
    }

    [Test]
    public async Task Somebody_elses_device_is_not_found_and_stays_signed_in()
    {
        var world = new World();
        world.SignedIn(world.Confirmed());
        var eves = world.SignedIn(world.Confirmed("eve@example.com"), asCaller: false);

        await Assert.ThatAsync(() => EndAsync(world, eves.Id), IsNotFound);

        Assert.That(eves.RevokedAt, Is.Null);
    }

    [Test]
    public async Task A_device_that_never_was_is_not_found()
    {
        var world = new World();
        world.SignedIn(world.Confirmed());

        await Assert.ThatAsync(() => EndAsync(world, Guid.CreateVersion7(World.Monday)), IsNotFound);
    }

    [Test]
    public async Task A_device_that_has_been_signed_out_is_not_found()
    {
        var world = new World();
        var session = world.SignedIn(world.Confirmed());
        await EndAsync(world, session.Id);

        await Assert.ThatAsync(() => EndAsync(world, session.Id), IsNotFound);
    }

    [Test]
    public async Task The_list_marks_the_session_of_the_call()
    {
        var world = new World();
        var user = world.Confirmed();
        var (mine, other) = (world.SignedIn(user), Guid.CreateVersion7(World.Monday));
        var list = Mock.Of<ISessionList>(port =>
            port.ReadAsync(user.Id, new PageRequest(null, 20), CancellationToken.None) == Task.FromResult<IReadOnlyList<SessionDto>>(
                new[] { Row(mine.Id), Row(other) }));

        var page = await new ListSessionsHandler(list, world.Caller.Object).Handle(new ListSessions(null, null), CancellationToken.None);

        Assert.That(page.Items.Select(row => (row.Id, row.Current)), Is.EqualTo(new[] { (mine.Id, true), (other, false) }));
    }

    private static SessionDto Row(Guid id) => new(id, World.Monday, World.Monday, "203.0.113.9", "Firefox", ImpersonationReason: null);

    private static Task<Unit> EndAsync(World world, Guid id) =>
        new EndSessionHandler(world.Sessions.Object, world.Caller.Object, world.Clock).Handle(new EndSession(id), CancellationToken.None);
}
