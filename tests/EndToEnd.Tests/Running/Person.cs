namespace MySaas.EndToEnd.Tests.Running;

/// <summary>Somebody who uses the product on one device, through one node at a time.</summary>
public sealed class Person(Node node, string email, IMailbox? mailbox = null)
{
    public string Email { get; } = email;

    public string Password { get; set; } = "a long walk by the sea 1";

    public Node Node { get; set; } = node;

    public string AccessToken { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    private IMailbox Mailbox => mailbox ?? Node;

    /// <summary>Somebody with a confirmed account, signed in.</summary>
    public static async Task<Person> JoinAsync(Node node, string email)
    {
        var person = new Person(node, email);
        (await person.RegisterAsync()).Expect(202);
        await person.ConfirmAsync();
        return await person.SignInAsync();
    }

    public Task<Answer> RegisterAsync() =>
        Node.PostAsync("/api/v1/auth/register", new { Email, Password, DisplayName = "Ada" });

    public async Task ConfirmAsync()
    {
        var mail = await WaitForMailAsync("Confirm your email");
        (await Node.PostAsync("/api/v1/auth/confirm-email", new { Email, mail.Token })).Expect(204);
    }

    public Task<Answer> TrySignInAsync(string? password = null, string? twoFactorCode = null, string? recoveryCode = null) =>
        Node.PostAsync("/api/v1/auth/login", new { Email, Password = password ?? Password, twoFactorCode, recoveryCode });

    public async Task<Person> SignInAsync(string? twoFactorCode = null, string? recoveryCode = null)
    {
        Take(await TrySignInAsync(null, twoFactorCode, recoveryCode));
        return this;
    }

    /// <summary>The same person on another device, signed in through the node.</summary>
    public Task<Person> OnAnotherDeviceAsync(Node other) => new Person(other, Email, mailbox) { Password = Password }.SignInAsync();

    public Task<Answer> TryRefreshAsync() => Node.PostAsync("/api/v1/auth/refresh", new { RefreshToken });

    public async Task RefreshAsync() => Take(await TryRefreshAsync());

    /// <summary>A call with the access token.</summary>
    public Task<Answer> PostAsync(string path, object? body = null) => Node.PostAsync(path, body, AccessToken);

    /// <summary>A call with the access token.</summary>
    public Task<Answer> GetAsync(string path) => Node.GetAsync(path, AccessToken);

    public Task<Answer> GetMeAsync() => GetAsync("/api/v1/users/me");

    public Task<Mail> WaitForMailAsync(string subject) => Mailbox.WaitForAsync(Email, subject);

    private void Take(Answer tokens)
    {
        var pair = tokens.Expect(200).Json;
        (AccessToken, RefreshToken) = (pair.Text("accessToken"), pair.Text("refreshToken"));
    }
}
