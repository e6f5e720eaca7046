using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>
/// Loads the caller's own account, where it matters after asking for the password again: a stolen access token alone
/// changes no secret.
/// </summary>
public sealed class CurrentUser(IUserRepository users, SignInGate gate, ICaller caller)
{
    public async Task<User> LoadAsync(CancellationToken ct) =>
        await users.FindAsync(caller.RequiredUserId(), ct) ?? throw SignIn.Missing.AsException();

    /// <exception cref="RefusedException">The password is wrong (400 here, for signing in again would not help), or too many were.</exception>
    public async Task<User> LoadAsync(string password, CancellationToken ct)
    {
        var user = await LoadAsync(ct);
        await InsideAsync(() => gate.VerifyPasswordAsync(user.NormalizedEmail, user, password, ct));
        return user;
    }

    /// <summary>Uses up a code of the authenticator.</summary>
    /// <exception cref="RefusedException">The code is wrong or used (400), or too many were.</exception>
    public Task VerifyCodeAsync(User user, string code, CancellationToken ct) =>
        InsideAsync(() => gate.VerifyTwoFactorAsync(user, code, recoveryCode: null, ct));

    /// <summary>Uses up a recovery code.</summary>
    /// <inheritdoc cref="VerifyCodeAsync"/>
    public Task VerifyRecoveryCodeAsync(User user, string code, CancellationToken ct) =>
        InsideAsync(() => gate.VerifyTwoFactorAsync(user, totpCode: null, code, ct));

    private static async Task InsideAsync(Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (RefusedException refused) when (refused.Refusal.Kind is RefusalKind.Unauthenticated)
        {
            throw refused.Refusal.WhileSignedIn().AsException();
        }
    }
}
