using MySaas.Domain.Auth;
using MySaas.Domain.Files;
using MySaas.Domain.Users;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>Entities with the defaults that a test does not care about.</summary>
internal static class Make
{
    public static User User(DateTimeOffset now, string email = "ada@example.com", string displayName = "Ada Lovelace") =>
        Domain.Users.User.Register(EmailAddress.Parse(email), displayName, passwordHash: null, now);

    public static Session Session(User user, DateTimeOffset now) =>
        Domain.Auth.Session.Start(user.Id, "203.0.113.9", "Firefox/145.0", now, TimeSpan.FromDays(14));

    public static RefreshToken Token(Session session, DateTimeOffset now, string hash = "token-hash") =>
        RefreshToken.Issue(session.Id, hash, now, TimeSpan.FromDays(14));

    public static AccountExport Export(User user, DateTimeOffset now, string tokenHash = "token-hash") => AccountExport.Pack(
        user.Id, new PackedFile(Guid.CreateVersion7(now), 1, "hash"), "my-data.zip", "application/zip", tokenHash, now);
}
