using MySaas.Application.Auth;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Auth;

public sealed class SecurityNoticesTests
{
    private static readonly Dictionary<string, Func<SecurityNotices, Guid, Task>> Notices = new()
    {
        ["password-changed"] = (notices, id) => notices.HandleAsync(new PasswordChanged(id), World.Context, default),
        ["password-changed (reset)"] = (notices, id) => notices.HandleAsync(new PasswordReset(id), World.Context, default),
        ["two-factor-enabled"] = (notices, id) => notices.HandleAsync(new TwoFactorEnabled(id), World.Context, default),
        ["two-factor-disabled"] = (notices, id) => notices.HandleAsync(new TwoFactorDisabled(id), World.Context, default),
        ["recovery-codes-replaced"] = (notices, id) => notices.HandleAsync(new RecoveryCodesReplaced(id), World.Context, default),
        ["session-revoked"] = (notices, id) => notices.HandleAsync(new RefreshTokenReused(Guid.Empty, id), World.Context, default),
    };

    private static IEnumerable<string> Names => Notices.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task The_person_is_told_at_their_address_when_it_happened(string notice)
    {
        var world = new World();
        var user = world.Confirmed();

        await Notices[notice](Handler(world), user.Id);

        var mail = world.Mails.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((mail.To, mail.Template), Is.EqualTo((user.Email, notice.Split(' ')[0])));
            Assert.That(mail.Values["at"], Is.EqualTo("23 November 2026, 09:00 UTC"));
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task Nobody_is_told_when_the_account_is_gone(string notice)
    {
        var world = new World();

        await Notices[notice](Handler(world), Guid.CreateVersion7(World.Monday));

        Assert.That(world.Sent, Is.Empty);
    }

    [Test]
    public async Task A_theft_is_told_with_the_device_that_was_signed_out()
    {
        var world = new World();
        var user = world.Confirmed();
        var session = world.SignedIn(user);

        await Handler(world).HandleAsync(new RefreshTokenReused(session.Id, user.Id), World.Context, CancellationToken.None);

        var values = world.Mails.Single().Values;
        Assert.That((values["ipAddress"], values["userAgent"]), Is.EqualTo(("203.0.113.9", "Firefox")));
    }

    private static SecurityNotices Handler(World world) =>
        new(world.Users.Object, world.Sessions.Object, world.Outbox.Object, world.Emails);
}
