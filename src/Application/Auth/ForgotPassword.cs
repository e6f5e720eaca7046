using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Asks for a mail that resets the password. The request only queues the wish, so it tells nothing about the address.</summary>
public sealed record ForgotPassword(string Email) : ICommand, IRequire<Anyone>;

public sealed class ForgotPasswordValidator : AbstractValidator<ForgotPassword>
{
    public ForgotPasswordValidator() => RuleFor(c => c.Email).IsEmail();
}

public sealed class ForgotPasswordHandler(IOutbox outbox) : IRequestHandler<ForgotPassword, Unit>
{
    public Task<Unit> Handle(ForgotPassword command, CancellationToken ct)
    {
        outbox.Add(new PasswordResetWanted(EmailAddress.Parse(command.Email).Normalized));
        return Unit.Task;
    }
}

[StoredAs("auth.password_reset_wanted.v1")]
public sealed record PasswordResetWanted(string NormalizedEmail) : IConfidentialMessage;

public sealed class PasswordResetWantedHandler(
    IUserRepository users, MailboxGuard mailbox, OneTimeTokens tokens, IOutbox outbox, Emails emails, AuthOptions options)
    : IMessageHandler<PasswordResetWanted>
{
    public async Task HandleAsync(PasswordResetWanted message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(message.NormalizedEmail, ct) is not { DisabledAt: null } user
            || !await mailbox.AdmitsAsync(message.NormalizedEmail, ct))
            return;

        var lifetime = options.PasswordResetLifetime;
        var token = await tokens.IssueAsync(user, TokenPurpose.ResetPassword, user.Email, lifetime, ct);
        outbox.Add(emails.ResetPassword(user, token, lifetime));
    }
}
