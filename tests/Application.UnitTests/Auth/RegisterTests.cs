using MediatR;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Auth;

public sealed class RegisterTests
{
    private const string Another = "another-long-password-7";

    public enum Known
    {
        Unknown,
        UnconfirmedWithThisPassword,
        UnconfirmedWithAnother,
        UnconfirmedWithNone,
        ConfirmedWithThisPassword,
        ConfirmedWithAnother,
        Disabled,
    }

    /// <summary>One answer, one hash and one message in every branch: nothing tells whether the address is known.</summary>
    [Test]
    public async Task Whatever_is_known_of_the_address_one_hash_is_made_and_one_message_sent([Values] Known known)
    {
        var world = new World();
        Prepare(world, known);

        await RegisterAsync(world, "ada@example.com", World.Password);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Hasher.Invocations, Has.Count.EqualTo(1));
            Assert.That(world.Sent, Is.EqualTo(new[] { (new RegistrationReceived("ada@example.com"), (DateTimeOffset?)null) }));
        }
    }

    [Test]
    public async Task A_new_address_gets_an_account_that_is_not_confirmed()
    {
        var world = new World();

        await RegisterAsync(world, " Ada@Example.com ", World.Password, "  Ada Lovelace ");

        world.Users.Verify(users => users.Add(It.Is<User>(user =>
            user.Email == "Ada@Example.com" && user.DisplayName == "Ada Lovelace" && !user.EmailConfirmed
            && user.PasswordHash == World.HashOf(World.Password) && user.CreatedAt == World.Monday)));
    }

    [Test]
    public async Task A_confirmed_account_is_left_as_it_is()
    {
        var world = new World();
        var user = world.Confirmed();

        await RegisterAsync(world, "ada@example.com", Another, "Eve");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
            Assert.That(user.DisplayName, Is.EqualTo("Ada Lovelace"));
        }
    }

    [Test]
    public async Task The_same_password_again_is_kept()
    {
        var world = new World();
        var user = world.Registered();

        await RegisterAsync(world, "ada@example.com", World.Password);

        Assert.That(user.PasswordHash, Is.EqualTo(World.HashOf(World.Password)));
    }

    /// <summary>Attacker first and victim second, or the other way round: the mailbox confirms nobody's password.</summary>
    [TestCase(World.Password, Another)]
    [TestCase(Another, World.Password)]
    public async Task Two_passwords_for_one_unconfirmed_address_leave_none(string first, string second)
    {
        var world = new World();

        await RegisterAsync(world, "ada@example.com", first);
        await RegisterAsync(world, "ada@example.com", second);
        await RegisterAsync(world, "ada@example.com", first);

        var user = await world.Users.Object.FindByEmailAsync("ada@example.com", CancellationToken.None);
        Assert.That(user!.PasswordHash, Is.Null);
    }

    private static void Prepare(World world, Known known)
    {
        switch (known)
        {
            case Known.UnconfirmedWithThisPassword:
                world.Registered();
                break;
            case Known.UnconfirmedWithAnother:
                world.Registered(password: Another);
                break;
            case Known.UnconfirmedWithNone:
                world.Registered(password: null);
                break;
            case Known.ConfirmedWithThisPassword:
                world.Confirmed();
                break;
            case Known.ConfirmedWithAnother:
                world.Confirmed(password: Another);
                break;
            case Known.Disabled:
                world.Confirmed().Disable(World.Monday);
                break;
        }
    }

    private static Task<Unit> RegisterAsync(World world, string email, string password, string displayName = "Ada Lovelace") =>
        new RegisterHandler(world.Users.Object, world.Hasher.Object, world.Outbox.Object, world.Clock)
            .Handle(new Register(email, password, displayName), CancellationToken.None);
}
