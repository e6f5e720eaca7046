using MySaas.Application.Common;

namespace MySaas.Application.Auth;

/// <summary>The ways in which the front door stays shut.</summary>
public static class AuthRefusals
{
    public static readonly Refusal InvalidCredentials = new(
        RefusalKind.Unauthenticated, "auth.invalid_credentials", "The address or the password is wrong.");

    public static readonly Refusal TwoFactorRequired = new(
        RefusalKind.Unauthenticated, "auth.two_factor_required", "Give the code of your authenticator, or a recovery code.");

    public static readonly Refusal InvalidTwoFactorCode = new(
        RefusalKind.Unauthenticated, "auth.invalid_two_factor_code", "The code is wrong or has been used.");

    public static readonly Refusal SessionRevoked = new(
        RefusalKind.Unauthenticated, "auth.session_revoked", "This session has ended; sign in again.");

    public static readonly Refusal SessionUnknown = new(
        RefusalKind.Unauthenticated, "auth.required", "This is no living refresh token; sign in again.");

    public static readonly Refusal EmailNotConfirmed = new(
        RefusalKind.Forbidden, "auth.email_not_confirmed", "Confirm your address first; the mail has the link.");

    public static readonly Refusal Disabled = new(
        RefusalKind.Forbidden, "auth.forbidden", "This account has been disabled.");

    public static readonly Refusal InvalidToken = new(
        RefusalKind.Invalid, "auth.invalid_token", "This link or token is wrong, used, or too old.");

    public static Refusal TooManyAttempts(TimeSpan wait) => new(
        RefusalKind.TooManyRequests, "auth.too_many_attempts", "Too many wrong attempts; wait, or reset the password.", wait);

    /// <summary>Nobody's password has been looked at, so it says nothing of any.</summary>
    public static Refusal TooManyPasswords(TimeSpan wait) => new(
        RefusalKind.TooManyRequests, "rate_limited", "Too many passwords wait to be checked; try again shortly.", wait);

    /// <summary>Wrong in a call that is signed in: signing in again would not help, so it is no 401.</summary>
    public static Refusal WhileSignedIn(this Refusal refusal) => refusal with { Kind = RefusalKind.Invalid };
}
