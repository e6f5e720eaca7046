using Moq;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Users;

public sealed class AdministrationTests
{
    [Test]
    public async Task The_list_of_users_hands_the_search_and_the_page_on_and_cuts_the_answer()
    {
        UserDto[] rows = [Row(1), Row(0)];
        var reads = new Mock<IUserReads>(MockBehavior.Strict);
        reads.Setup(port => port.ListAsync("ada", new PageRequest(null, 1), It.IsAny<CancellationToken>())).ReturnsAsync(rows);
        reads.Setup(port => port.ListAsync("ada", new PageRequest(rows[0].Id, 1), It.IsAny<CancellationToken>())).ReturnsAsync(rows[1..]);
        var handler = new ListUsersHandler(reads.Object);

        var first = await handler.Handle(new ListUsers("ada", null, 1), CancellationToken.None);
        var second = await handler.Handle(new ListUsers("ada", first.NextCursor, 1), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Items.Concat(second.Items), Is.EqualTo(rows));
            Assert.That(second.NextCursor, Is.Null);
        }
    }

    [Test]
    public async Task Administrators_without_an_account_get_a_confirmed_one_that_no_password_opens()
    {
        var world = new World();

        await OpenAsync(world, "Root@Example.com");

        world.Users.Verify(users => users.Add(It.Is<User>(user =>
            user.Email == "Root@Example.com" && user.EmailConfirmed && user.PasswordHash == null)));
    }

    [Test]
    public async Task An_administrator_who_has_an_account_keeps_it_as_it_is()
    {
        var world = new World();
        var user = world.Registered();

        await OpenAsync(world, "ada@example.com");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.EmailConfirmed, Is.False);
            Assert.That(user.PasswordHash, Is.Not.Null);
            world.Users.Verify(users => users.Add(It.IsAny<User>()), Times.Never);
        }
    }

    [Test]
    public async Task An_address_that_is_configured_twice_gets_one_account()
    {
        var world = new World();

        await OpenAsync(world, "root@example.com", "ROOT@example.com");

        world.Users.Verify(users => users.Add(It.IsAny<User>()), Times.Once);
    }

    private static UserDto Row(int second) =>
        new(Guid.CreateVersion7(World.Monday.AddSeconds(second)), "ada@example.com", true, "Ada", false, World.Monday, null, null);

    private static Task<MediatR.Unit> OpenAsync(World world, params string[] addresses) =>
        new OpenAdministratorAccountsHandler(
            world.Users.Object,
            Mock.Of<IAdministrators>(port => port.Addresses == addresses.Select(EmailAddress.Parse).ToList()),
            world.Clock).Handle(new OpenAdministratorAccounts(), CancellationToken.None);
}
