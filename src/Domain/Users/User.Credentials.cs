using MySaas.Domain.Common;

namespace MySaas.Domain.Users;

/// <summary>The secrets: a password's hash, an authenticator's key, recovery codes. None is ever held in clear.</summary>
public sealed partial class User
{
    public const int RecoveryCodeCount = 10;

    /// <summary>A code is taken one step before to one after the present one, so three steps can be in use at once.</summary>
    private const int RememberedTotpSteps = 3;

    /// <summary>Null while no password opens this account.</summary>
    public string? PasswordHash { get; private set; }

    public bool TwoFactorEnabled { get; private set; }

    /// <summary>The authenticator's key, encrypted; set up but not in force until <see cref="TwoFactorEnabled"/>.</summary>
    public string? AuthenticatorKey { get; private set; }

    /// <summary>SHA-256 of each recovery code that is left, in hexadecimal.</summary>
    public IReadOnlyList<string> RecoveryCodeHashes { get; private set; } = [];

    /// <summary>The latest time steps whose codes have been taken (RFC 6238, 5.2: a code works once).</summary>
    public IReadOnlyList<long> UsedTotpSteps { get; private set; } = [];

    public void ChangePassword(string passwordHash)
    {
        PasswordHash = passwordHash;
        Raise(new PasswordChanged(Id));
    }

    /// <summary>Sets a password from the mailbox, which thereby is proved to be this person's.</summary>
    public void ResetPassword(string passwordHash)
    {
        PasswordHash = passwordHash;
        ConfirmEmail();
        Raise(new PasswordReset(Id));
    }

    /// <summary>Stores the same password under a stronger hash; to the person nothing has changed.</summary>
    public void UpgradePasswordHash(string passwordHash) => PasswordHash = passwordHash;

    /// <summary>Begins two-factor setup with a fresh key. While two factors are on, the key in force cannot be replaced.</summary>
    public void SetUpTwoFactor(string authenticatorKey)
    {
        RequireTwoFactorOff();
        AuthenticatorKey = authenticatorKey;
        UsedTotpSteps = [];
    }

    /// <summary>Stores the same key under today's protection; to the person nothing has changed.</summary>
    public void RenewAuthenticatorKey(string authenticatorKey) => AuthenticatorKey = authenticatorKey;

    public void EnableTwoFactor(IReadOnlyList<string> recoveryCodeHashes)
    {
        RequireTwoFactorReady();
        TwoFactorEnabled = true;
        RecoveryCodeHashes = recoveryCodeHashes;
        Raise(new TwoFactorEnabled(Id));
    }

    public void DisableTwoFactor()
    {
        RequireTwoFactorOn();
        (TwoFactorEnabled, AuthenticatorKey, RecoveryCodeHashes) = (false, null, []);
        Raise(new TwoFactorDisabled(Id));
    }

    public void ReplaceRecoveryCodes(IReadOnlyList<string> hashes)
    {
        RequireTwoFactorOn();
        RecoveryCodeHashes = hashes;
        Raise(new RecoveryCodesReplaced(Id));
    }

    /// <summary>Uses up the code of a time step; false when it has been used.</summary>
    public bool TakeTotpStep(long step)
    {
        if (UsedTotpSteps.Contains(step))
            return false;
        UsedTotpSteps = [.. UsedTotpSteps.Append(step).OrderDescending().Take(RememberedTotpSteps)];
        return true;
    }

    /// <summary>Uses up a recovery code; false when there is none of this hash (left).</summary>
    public bool TakeRecoveryCode(string hash)
    {
        if (!RecoveryCodeHashes.Contains(hash))
            return false;
        RecoveryCodeHashes = [.. RecoveryCodeHashes.Where(left => left != hash)];
        Raise(new RecoveryCodeUsed(Id, RecoveryCodeHashes.Count));
        return true;
    }

    /// <summary>An authenticator is set up and only waits for its first code.</summary>
    public void RequireTwoFactorReady()
    {
        RequireTwoFactorOff();
        Rule.Require(AuthenticatorKey is not null, "auth.two_factor_not_set_up", "Set up an authenticator first.");
    }

    public void RequireTwoFactorOn() =>
        Rule.Require(TwoFactorEnabled, "auth.two_factor_not_enabled", "Two factors are not on.");

    private void RequireTwoFactorOff() =>
        Rule.Require(!TwoFactorEnabled, "auth.two_factor_already_enabled", "Two factors are on; switch them off first.");
}
