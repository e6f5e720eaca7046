using Moq;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Users;

public sealed class ProfileTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task The_profile_says_whether_its_owner_runs_the_installation(bool isPlatformAdmin)
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);
        world.Caller.Setup(caller => caller.IsPlatformAdmin).Returns(isPlatformAdmin);
        var stored = new ProfileDto(user.Id, user.Email, true, "Ada Lovelace", false, World.Monday);

        var profile = await GetAsync(world, user.Id, stored);

        Assert.That(profile, Is.EqualTo(stored with { IsPlatformAdmin = isPlatformAdmin }));
    }

    [Test]
    public async Task Somebody_erased_meanwhile_is_told_to_sign_in()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);

        await Assert.ThatAsync(() => GetAsync(world, user.Id, null), IsRefused(RefusalKind.Unauthenticated, "auth.required"));
    }

    [Test]
    public async Task A_new_name_is_trimmed()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);

        await UpdateAsync(world, "  Ada King ");

        Assert.That(user.DisplayName, Is.EqualTo("Ada King"));
    }

    [Test]
    public async Task A_name_that_is_left_out_stays()
    {
        var world = new World();
        var user = world.Confirmed();
        world.SignedIn(user);

        await UpdateAsync(world, null);

        Assert.That((user.DisplayName, user.Events.Count), Is.EqualTo(("Ada Lovelace", 0)));
    }

    private static Task<ProfileDto> GetAsync(World world, Guid id, ProfileDto? stored)
    {
        var reads = new Mock<IUserReads>();
        reads.Setup(port => port.FindProfileAsync(id, It.IsAny<CancellationToken>())).ReturnsAsync(stored);

        return new GetMeHandler(reads.Object, world.Caller.Object).Handle(new GetMe(), CancellationToken.None);
    }

    private static Task<MediatR.Unit> UpdateAsync(World world, string? displayName) =>
        new UpdateMeHandler(world.Current).Handle(new UpdateMe(displayName), CancellationToken.None);
}
