using System.Globalization;
using MySaas.Application.Organizations;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;

namespace MySaas.Application.Notifications;

/// <summary>Makes absolute links into the product from the setting <c>App:BaseUrl</c>.</summary>
public interface ILinks
{
    /// <param name="path">Starts with a slash.</param>
    /// <param name="query">Names and values, which are URL-encoded here.</param>
    string To(string path, params (string Name, string Value)[] query);
}

/// <summary>Every mail that the product sends, and what each one says.</summary>
public sealed partial class Emails(ILinks links)
{
    private const string ProductName = "MySaas";

    public SendEmail ConfirmEmail(User user, string token, TimeSpan lifetime) => For(user, "confirm-email",
        ("link", links.To("/confirm-email", ("email", user.Email), ("token", token))),
        ("token", token),
        ("email", user.Email),
        ("expiresIn", InWords(lifetime)),
        ("needsPassword", user.PasswordHash is null ? "true" : "false"));

    public SendEmail AlreadyRegistered(User user) => For(user, "already-registered",
        ("link", links.To("/sign-in")),
        ("resetLink", links.To("/forgot-password")));

    public SendEmail ResetPassword(User user, string token, TimeSpan lifetime) => For(user, "reset-password",
        ("link", links.To("/reset-password", ("email", user.Email), ("token", token))),
        ("token", token),
        ("email", user.Email),
        ("expiresIn", InWords(lifetime)));

    public SendEmail ConfirmEmailChange(User user, string newEmail, string token, TimeSpan lifetime) =>
        For(user, "confirm-email-change",
            ("link", links.To("/confirm-email-change", ("email", newEmail), ("token", token))),
            ("token", token),
            ("newEmail", newEmail),
            ("expiresIn", InWords(lifetime))) with
        { To = newEmail };

    public SendEmail EmailChanged(User user, string oldEmail) =>
        For(user, "email-changed", ("newEmailMasked", Mask(user.Email))) with { To = oldEmail };

    public SendEmail EmailChangeTaken(User owner) => For(owner, "email-change-taken");

    public SendEmail PasswordChanged(User user, DateTimeOffset at) => For(user, "password-changed", ("at", InWords(at)));

    public SendEmail TwoFactorEnabled(User user, DateTimeOffset at) => For(user, "two-factor-enabled", ("at", InWords(at)));

    public SendEmail TwoFactorDisabled(User user, DateTimeOffset at) => For(user, "two-factor-disabled", ("at", InWords(at)));

    public SendEmail RecoveryCodesReplaced(User user, DateTimeOffset at) =>
        For(user, "recovery-codes-replaced", ("at", InWords(at)));

    public SendEmail SessionRevoked(User user, DateTimeOffset at, string? ipAddress, string? userAgent) =>
        For(user, "session-revoked",
            ("at", InWords(at)), ("ipAddress", ipAddress ?? "unknown"), ("userAgent", userAgent ?? "unknown"));

    public SendEmail AccountDeletionScheduled(User user, DateTimeOffset erasesAt) =>
        For(user, "account-deletion-scheduled", ("erasesAt", InWords(erasesAt)));

    public SendEmail AccountDeletionCancelled(User user) => For(user, "account-deletion-cancelled");

    public SendEmail AccountErased(User user) => For(user, "account-erased");

    public SendEmail ExportReady(User user, Guid exportId, string token, TimeSpan lifetime) => For(user, "export-ready",
        ("link", links.To($"/api/v1/users/exports/{exportId}", ("token", token))),
        ("expiresIn", InWords(lifetime)));

    public SendEmail Invitation(Invitation invitation, string organizationName, string inviterName, string token) => To(invitation.Email, "invitation",
        ("link", links.To("/accept-invitation", ("email", invitation.Email), ("token", token))),
        ("token", token),
        ("email", invitation.Email),
        ("organizationName", organizationName),
        ("inviterName", inviterName),
        ("role", invitation.Role.ToString().ToLowerInvariant()),
        ("expiresIn", InWords(Domain.Organizations.Invitation.Lifetime)));

    public SendEmail OrganizationDeletionScheduled(MailContact owner, string organizationName, DateTimeOffset erasesAt) =>
        To(owner.Email, "organization-deletion-scheduled",
            ("displayName", owner.DisplayName), ("organizationName", organizationName), ("erasesAt", InWords(erasesAt)));

    public SendEmail AuditLogReady(User user, Guid exportId, string token, TimeSpan lifetime) => For(user, "audit-log-ready",
        ("link", links.To($"/api/v1/audit-log-exports/{exportId}", ("token", token))),
        ("expiresIn", InWords(lifetime)));

    public SendEmail BusinessMetricsReady(User user, Guid exportId, string token, TimeSpan lifetime) => For(user, "business-metrics-ready",
        ("link", links.To($"/api/v1/admin/metrics/exports/{exportId}", ("token", token))),
        ("expiresIn", InWords(lifetime)));

    private static SendEmail For(User user, string template, params (string Name, string Value)[] values) =>
        To(user.Email, template, [.. values, ("displayName", user.DisplayName)]);

    private static SendEmail To(string email, string template, params (string Name, string Value)[] values) =>
        new(email, template, values.Append(("productName", ProductName)).ToDictionary(value => value.Item1, value => value.Item2));

    private static string InWords(TimeSpan lifetime) => lifetime switch
    {
        { TotalDays: >= 2 } => $"{lifetime.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{lifetime.TotalHours:0} hours",
        _ => $"{lifetime.TotalMinutes:0} minutes",
    };

    private static string InWords(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Mask(string email) => $"{email[0]}…{email[email.LastIndexOf('@')..]}";
}
