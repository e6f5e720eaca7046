using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

/// <summary>A sign-in takes as long as its hash. What happens to the account meanwhile must not be overtaken by the session.</summary>
internal sealed class OvertakenSignInTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private const string Password = "correct-horse-battery-9";

    [Test]
    public async Task A_session_does_not_outlive_a_password_that_is_replaced_while_it_begins()
    {
        await using var node = await NodeWhereAsync(user => user.ChangePassword("hash of another"));

        await Assert.ThatAsync(
            () => LogInAsync(node),
            Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal))
                .Property(nameof(Refusal.Code)).EqualTo("auth.invalid_credentials"));

        await using var db = Database.Open();
        Assert.That(await db.Sessions.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Nobody_signs_in_past_being_disabled()
    {
        await using var node = await NodeWhereAsync(user => user.Disable(Monday));

        await Assert.ThatAsync(
            () => LogInAsync(node),
            Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal))
                .Property(nameof(Refusal.Code)).EqualTo("auth.forbidden"));
    }

    [Test]
    public async Task Sign_ins_side_by_side_do_not_stand_in_each_others_way()
    {
        await using var node = await NodeWhereAsync(_ => { });

        await Parallel.ForAsync(0, 12, async (_, _) => await LogInAsync(node));

        await using var db = Database.Open();
        Assert.That(await db.Sessions.CountAsync(), Is.EqualTo(12));
    }

    /// <summary>A node with Ada's account, which changes behind the back of the first sign-in once her password was found right.</summary>
    private async Task<Node> NodeWhereAsync(Action<User> meanwhile)
    {
        var overtaken = 0;
        var hasher = new Mock<IPasswordHasher>();
        hasher.Setup(port => port.VerifyAsync(It.IsAny<string?>(), Password, It.IsAny<CancellationToken>()))
            .ReturnsAsync((string? hash, string _, CancellationToken _) => hash == "hash" ? PasswordMatch.Yes : PasswordMatch.No);
        var throttle = new Mock<IThrottle>();
        throttle.Setup(port => port.ClearAsync(It.IsAny<ThrottleKey>(), It.IsAny<CancellationToken>()))
            .Returns(() => Interlocked.Increment(ref overtaken) == 1 ? ChangeAsync(meanwhile) : Task.CompletedTask);
        await Node.CommitAsync(db => db.Add(Ada()));

        return new Node(Database, Node.Clock, services => services.AddSingleton(hasher.Object).AddSingleton(throttle.Object));
    }

    private Task ChangeAsync(Action<User> change) => Node.CommitAsync(async scope =>
        change(await scope.GetRequiredService<AppDbContext>().Users.SingleAsync()));

    private static User Ada()
    {
        var user = User.Register(EmailAddress.Parse("ada@example.com"), "Ada Lovelace", "hash", Monday);
        user.ConfirmEmail();
        return user;
    }

    private static Task<TokenPair> LogInAsync(Node node) => node.InScopeAsync(scope =>
        scope.GetRequiredService<IMediator>().Send(new Login("ada@example.com", Password, null, null)));
}
