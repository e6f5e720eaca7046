using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Common;

/// <summary>
/// One test's world outside of the application: a mock for each port, a clock that stands still, and lists of what went out.
/// On top of them the application's own parts, which are real.
/// </summary>
internal sealed class World
{
    public const string Password = "correct-horse-battery-9";

    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly MessageContext Context = new(Guid.CreateVersion7(Monday), Attempt: 1, Monday);

    private readonly List<User> _people = [];
    private readonly List<OneTimeToken> _tokens = [];
    private readonly List<Session> _sessions = [];

    public World()
    {
        Users.Setup(users => users.FindAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, CancellationToken _) => _people.SingleOrDefault(person => person.Id == id));
        Users.Setup(users => users.FindByEmailAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string email, CancellationToken _) => _people.SingleOrDefault(person => person.NormalizedEmail == email));
        Users.Setup(users => users.Add(It.IsAny<User>())).Callback<User>(_people.Add);
        Users.Setup(users => users.Remove(It.IsAny<User>())).Callback<User>(person => _people.Remove(person));

        Memberships.Setup(memberships => memberships.ListOfUserAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);

        Sessions.Setup(sessions => sessions.FindAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid id, CancellationToken _) => _sessions.SingleOrDefault(session => session.Id == id));
        Sessions.Setup(sessions => sessions.ListLiveAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid user, CancellationToken _) =>
                [.. _sessions.Where(session => session.UserId == user && session.IsLive(Clock.GetUtcNow()))]);

        Tokens.Setup(tokens => tokens.FindAsync(It.IsAny<Guid>(), It.IsAny<TokenPurpose>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Guid user, TokenPurpose purpose, CancellationToken _) =>
                _tokens.SingleOrDefault(token => token.UserId == user && token.Purpose == purpose));
        Tokens.Setup(tokens => tokens.Add(It.IsAny<OneTimeToken>())).Callback<OneTimeToken>(_tokens.Add);
        Tokens.Setup(tokens => tokens.Remove(It.IsAny<OneTimeToken>())).Callback<OneTimeToken>(token => _tokens.Remove(token));

        Hasher.Setup(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((string password, CancellationToken _) => HashOf(password));
        Hasher.Setup(hasher => hasher.VerifyAsync(It.IsAny<string?>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string? hash, string password, CancellationToken _) => hash == HashOf(password) ? PasswordMatch.Yes : PasswordMatch.No);
        Totp.Setup(totp => totp.FindStep(It.IsAny<string>(), It.IsAny<string>()))
            .Returns<string, string>((_, code) => long.TryParse(code, out var step) ? step : null);
        AccessTokens.Setup(tokens => tokens.Issue(It.IsAny<Guid>(), It.IsAny<Guid>(), It.IsAny<string>())).Returns("an access token");
        Links.Setup(links => links.To(It.IsAny<string>(), It.IsAny<(string Name, string Value)[]>()))
            .Returns<string, (string Name, string Value)[]>((path, query) =>
                $"https://app.example.com{path}?{string.Join('&', query.Select(q => $"{q.Name}={q.Value}"))}");

        Throttle.Setup(throttle => throttle.CountAsync(It.IsAny<ThrottleKey>(), It.IsAny<CancellationToken>()))
            .Callback<ThrottleKey, CancellationToken>((key, _) => Counted.Add($"{key.Kind} {key.Subject}"))
            .ReturnsAsync((TimeSpan?)null);
        Throttle.Setup(throttle => throttle.ClearAsync(It.IsAny<ThrottleKey>(), It.IsAny<CancellationToken>()))
            .Callback<ThrottleKey, CancellationToken>((key, _) => Forgiven.Add($"{key.Kind} {key.Subject}"))
            .Returns(Task.CompletedTask);
        Outbox.Setup(outbox => outbox.Add(It.IsAny<IMessage>(), It.IsAny<DateTimeOffset?>()))
            .Callback<IMessage, DateTimeOffset?>((message, notBefore) => Sent.Add((message, notBefore)));
        Caller.Setup(caller => caller.IpAddress).Returns("203.0.113.9");
    }

    public Mock<IUserRepository> Users { get; } = new();
    public Mock<IOrganizationRepository> Organizations { get; } = new();
    public Mock<IMembershipRepository> Memberships { get; } = new();
    public Mock<IProviderTieReads> Ties { get; } = new();
    public Mock<ISessionRepository> Sessions { get; } = new();
    public Mock<IOneTimeTokenRepository> Tokens { get; } = new();
    public Mock<IPasswordHasher> Hasher { get; } = new();
    public Mock<ITotpAuthenticator> Totp { get; } = new();
    public Mock<IAccessTokenIssuer> AccessTokens { get; } = new();
    public Mock<IThrottle> Throttle { get; } = new();
    public Mock<ICaller> Caller { get; } = new();
    public Mock<IOutbox> Outbox { get; } = new();
    public Mock<ILinks> Links { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Monday);
    public AuthOptions Options { get; } = new();

    /// <summary>Failures that were counted and forgiven, as "kind subject".</summary>
    public List<string> Counted { get; } = [];
    public List<string> Forgiven { get; } = [];
    public List<(IMessage Message, DateTimeOffset? NotBefore)> Sent { get; } = [];

    public IEnumerable<SendEmail> Mails => Sent.Select(sent => sent.Message).OfType<SendEmail>();

    public SignInLimits Limits => new(Options, new RateLimitOptions());
    public SignInGate Gate => new(Throttle.Object, Hasher.Object, Totp.Object, Caller.Object, Limits);
    public SessionTokens SessionTokens => new(Sessions.Object, AccessTokens.Object, Caller.Object, Options, Clock);
    public OneTimeTokens OneTimeTokens => new(Tokens.Object, Clock);
    public DepartingMember Departing => new(
        Organizations.Object, Memberships.Object, new OrganizationErasure(Organizations.Object, new BillingStop(Ties.Object, Outbox.Object), Outbox.Object), new Tenant());

    public CurrentUser Current => new(Users.Object, Gate, Caller.Object);
    public MailboxGuard Mailbox => new(Throttle.Object, Limits);
    public Emails Emails => new(Links.Object);
    public ConfirmationMail ConfirmationMail => new(OneTimeTokens, Outbox.Object, Emails, Options);

    public static string HashOf(string password) => $"hash of {password}";

    public bool Has(User person) => _people.Contains(person);

    public User Registered(string email = "Ada@Example.com", string? password = Password)
    {
        var user = User.Register(EmailAddress.Parse(email), "Ada Lovelace", password is null ? null : HashOf(password), Monday);
        _people.Add(user);
        user.TakeEvents();
        return user;
    }

    public User Confirmed(string email = "Ada@Example.com", string? password = Password)
    {
        var user = Registered(email, password);
        user.ConfirmEmail();
        user.TakeEvents();
        return user;
    }

    public User WithTwoFactors(params string[] recoveryCodes)
    {
        var user = Confirmed();
        user.SetUpTwoFactor("key");
        user.EnableTwoFactor([.. recoveryCodes.Select(SecretToken.HashOfRecoveryCode)]);
        user.TakeEvents();
        return user;
    }

    /// <summary>A session in which, by default, the calls of the test are made.</summary>
    public Session SignedIn(User user, bool asCaller = true)
    {
        var session = Session.Start(user.Id, "203.0.113.9", "Firefox", Clock.GetUtcNow(), Options.RefreshTokenLifetime);
        session.TakeEvents();
        _sessions.Add(session);
        if (asCaller)
        {
            Caller.Setup(caller => caller.UserId).Returns(user.Id);
            Caller.Setup(caller => caller.SessionId).Returns(session.Id);
            Caller.Setup(caller => caller.Email).Returns(user.Email);
        }

        return session;
    }

    /// <summary>A token that was mailed to the person, in clear.</summary>
    public async Task<string> MailedAsync(User user, TokenPurpose purpose, string? email = null) =>
        await OneTimeTokens.IssueAsync(user, purpose, email ?? user.Email, TimeSpan.FromHours(1), CancellationToken.None);

    public OneTimeToken? TokenOf(User user, TokenPurpose purpose) =>
        _tokens.SingleOrDefault(token => token.UserId == user.Id && token.Purpose == purpose);

    /// <summary>From now on the key of this kind is closed.</summary>
    public void Close(string kind, TimeSpan wait) =>
        Throttle.Setup(throttle => throttle.WaitAsync(It.Is<ThrottleKey>(key => key.Kind == kind), It.IsAny<CancellationToken>()))
            .ReturnsAsync(wait);
}
