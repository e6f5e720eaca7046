using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>
/// Checks passwords and codes, and counts the wrong ones per address and per client. A guess whose answer arrives after the
/// address has been closed is not answered, so parallel guesses gain nothing; right passwords in parallel are not counted.
/// </summary>
public sealed class SignInGate(
    IThrottle throttle, IPasswordHasher hasher, ITotpAuthenticator authenticator, ICaller caller, SignInLimits limits)
{
    /// <summary>Whether the password is right; takes equally long when there is no such user.</summary>
    /// <exception cref="RefusedException">Too many wrong attempts, or this one is wrong; or too many passwords wait, and this one counts for nothing.</exception>
    public async Task VerifyPasswordAsync(string normalizedEmail, User? user, string password, CancellationToken ct)
    {
        await EnsureOpenAsync(normalizedEmail, ct);
        var match = await hasher.VerifyAsync(user?.PasswordHash, password, ct);
        if (match is PasswordMatch.No)
            await RefuseAsync(normalizedEmail, AuthRefusals.InvalidCredentials, ct);

        await EnsureOpenAsync(normalizedEmail, ct);
        if (match is PasswordMatch.YesButWeak)
            await StrengthenAsync(user!, password, ct);
    }

    /// <summary>Uses up a code of the authenticator, or else a recovery code.</summary>
    /// <exception cref="RefusedException">Too many wrong attempts, or this one is wrong or used.</exception>
    public async Task VerifyTwoFactorAsync(User user, string? totpCode, string? recoveryCode, CancellationToken ct)
    {
        await EnsureOpenAsync(user.NormalizedEmail, ct);
        var valid = totpCode is not null
            ? TakeTotpCode(user, totpCode)
            : recoveryCode is not null && user.TakeRecoveryCode(SecretToken.HashOfRecoveryCode(recoveryCode));
        if (!valid)
            await RefuseAsync(user.NormalizedEmail, AuthRefusals.InvalidTwoFactorCode, ct);

        await EnsureOpenAsync(user.NormalizedEmail, ct);
    }

    /// <summary>Forgets the wrong attempts on an address, after a full sign-in or a reset.</summary>
    public Task ForgiveAsync(string normalizedEmail, CancellationToken ct) => throttle.ClearAsync(limits.Address(normalizedEmail), ct);

    private async Task StrengthenAsync(User user, string password, CancellationToken ct)
    {
        try
        {
            user.UpgradePasswordHash(await hasher.HashAsync(password, ct));
        }
        catch (RefusedException refused) when (refused.Refusal.Kind is RefusalKind.TooManyRequests)
        {
            // The password has had its turn and is right. The old hash stays for the next sign-in to renew.
        }
    }

    private bool TakeTotpCode(User user, string code)
    {
        if (user.AuthenticatorKey is not { } key || authenticator.FindStep(key, code) is not { } step || !user.TakeTotpStep(step))
            return false;
        if (authenticator.Renew(key) is { } renewed)
            user.RenewAuthenticatorKey(renewed);
        return true;
    }

    private async Task EnsureOpenAsync(string normalizedEmail, CancellationToken ct)
    {
        foreach (var key in limits.Keys(normalizedEmail, caller.IpAddress))
            if (await throttle.WaitAsync(key, ct) is { } wait)
                throw AuthRefusals.TooManyAttempts(wait).AsException();
    }

    private async Task RefuseAsync(string normalizedEmail, Refusal refusal, CancellationToken ct)
    {
        TimeSpan? longest = null;
        foreach (var key in limits.Keys(normalizedEmail, caller.IpAddress))
            if (await throttle.CountAsync(key, ct) is { } wait && !(wait < longest))
                longest = wait;
        throw (longest is { } closed ? AuthRefusals.TooManyAttempts(closed) : refusal).AsException();
    }
}

/// <summary>What is counted about sign-ins, and how much of it is too much.</summary>
public sealed class SignInLimits(AuthOptions auth, RateLimitOptions rates)
{
    public ThrottleKey Address(string normalizedEmail) =>
        new("sign-in", normalizedEmail, auth.Lockout.MaxFailures, auth.Lockout.Duration);

    public ThrottleKey Mail(string normalizedEmail) =>
        new("mail", normalizedEmail, auth.Lockout.MailsPerHour, TimeSpan.FromHours(1));

    public IEnumerable<ThrottleKey> Keys(string normalizedEmail, string? ipAddress)
    {
        yield return Address(normalizedEmail);
        if (rates.Enabled && ipAddress is not null)
            yield return new("sign-in-client", ipAddress, rates.Auth.PermitLimit, rates.Auth.Window);
    }
}

/// <summary>Keeps strangers from flooding a mailbox with mails that anyone may ask for.</summary>
public sealed class MailboxGuard(IThrottle throttle, SignInLimits limits)
{
    /// <summary>Counts one mail; false when the mailbox has had enough for now.</summary>
    public async Task<bool> AdmitsAsync(string normalizedEmail, CancellationToken ct) =>
        await throttle.CountAsync(limits.Mail(normalizedEmail), ct) is null;
}
