namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>Somebody at the front door: an address, a password, and a device that is not signed in.</summary>
public sealed class Person(TestApp app, string email, string password)
{
    public TestApp App => app;

    public string Email { get; set; } = email;

    public string Password { get; set; } = password;

    public string DisplayName { get; init; } = "Ann";

    /// <summary>Where they are; each request comes from here.</summary>
    public string Address { get; init; } = ClientAddress.Default;

    public ApiClient Client => app.Client(Address);

    public Task<HttpResponseMessage> RegisterAsync() =>
        Client.PostAsync("auth/register", new { Email, Password, DisplayName });

    public Task<HttpResponseMessage> ConfirmAsync(string token) => Client.PostAsync("auth/confirm-email", new { Email, token });

    /// <summary>With the token of the newest mail, as people do.</summary>
    public async Task ConfirmAsync() => await ConfirmAsync((await MailAsync("Confirm")).Token).ShouldBe(204);

    public Task<HttpResponseMessage> LogInAsync(string? password = null, string? twoFactorCode = null, string? recoveryCode = null) =>
        Client.PostAsync("auth/login", new { Email, Password = password ?? Password, twoFactorCode, recoveryCode });

    /// <summary>A device that is signed in.</summary>
    public async Task<SignedIn> SignInAsync(string? twoFactorCode = null, string? recoveryCode = null) =>
        new(this, (await LogInAsync(twoFactorCode: twoFactorCode, recoveryCode: recoveryCode).ShouldBeJson()).To<Tokens>());

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken) => Client.PostAsync("auth/refresh", new { refreshToken });

    /// <summary>Asks for a reset; answers the token from the mail.</summary>
    public async Task<string> ForgetPasswordAsync()
    {
        await Client.PostAsync("auth/forgot-password", new { Email }).ShouldBe(202);
        return (await MailAsync("Reset")).Token;
    }

    public Task<HttpResponseMessage> ResetPasswordAsync(string token, string newPassword) =>
        Client.PostAsync("auth/reset-password", new { Email, token, newPassword });

    public Task<Mail> MailAsync(string subject) => app.Inbox.NewestAsync(Email, subject);

    /// <summary>How many mails with these words in the subject they have, once all are delivered.</summary>
    public async Task<int> CountMailsAsync(string subject) =>
        (await app.Inbox.AllAsync(Email)).Count(mail => mail.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase));
}

public sealed record Tokens(string TokenType, string AccessToken, int ExpiresIn, string RefreshToken);
