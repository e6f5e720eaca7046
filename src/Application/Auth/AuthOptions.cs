using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Auth;

/// <summary>Section <c>Auth</c>: how long a sign-in and its proofs last.</summary>
public sealed class AuthOptions
{
    /// <summary>
    /// Base64, at least 32 bytes each. The first signs access tokens and encrypts authenticator keys and waiting mails; all
    /// verify and decrypt. A new key goes first; removing the old one shuts out authenticators that were not used since.
    /// Development makes one and keeps it in <c>.data/</c>.
    /// </summary>
    public IReadOnlyList<string> SigningKeys { get; init; } = [];

    /// <summary>1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a device stays signed in without a visit: up to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long a rotated refresh token is still honoured, for tabs that refresh at the same moment: up to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RefreshReuseGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the link that confirms an address works.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ConfirmationLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long the link that resets a password works.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// PBKDF2-HMAC-SHA512 rounds of a new hash; weaker hashes are renewed at sign-in. 210,000 is the OWASP Password
    /// Storage Cheat Sheet's figure.
    /// </summary>
    [Range(210_000, 10_000_000)]
    public int PasswordHashIterations { get; init; } = 210_000;

    public PasswordHashingOptions PasswordHashing { get; init; } = new();

    public LockoutOptions Lockout { get; init; } = new();

    public sealed class PasswordHashingOptions
    {
        /// <summary>
        /// Passwords that a node hashes at a time; without it as many as it has processors. Each hash keeps one busy, at a lower priority
        /// than everything else.
        /// </summary>
        [Range(1, 256)]
        public int? Concurrency { get; init; }

        /// <summary>
        /// Passwords that wait for their turn; beyond them 429. At 0.1 seconds a hash, the last of 64 waits for about
        /// three seconds on two processors, which browsers and people still bear.
        /// </summary>
        [Range(0, 10_000)]
        public int QueueLength { get; init; } = 64;
    }

    public sealed class LockoutOptions
    {
        /// <summary>Wrong passwords or codes for one address, known or not, after which it is closed.</summary>
        [Range(5, 10)]
        public int MaxFailures { get; init; } = 8;

        /// <summary>How long it stays closed. A password reset opens it at once.</summary>
        [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
        public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(15);

        /// <summary>Mails that anyone may cause to one address within an hour (resets, confirmations); further ones are not sent.</summary>
        [Range(1, 1000)]
        public int MailsPerHour { get; init; } = 20;
    }
}
