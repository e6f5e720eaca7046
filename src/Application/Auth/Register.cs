using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Opens an account, or tells the mailbox that it has one; the answer and its time are the same.</summary>
public sealed record Register(string Email, string Password, string DisplayName) : ICommand, IRequire<Anyone>;

public sealed class RegisterValidator : AbstractValidator<Register>
{
    public RegisterValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Password).IsNewPassword(c => c.Email);
        RuleFor(c => c.DisplayName).IsDisplayName();
    }
}

public sealed class RegisterHandler(IUserRepository users, IPasswordHasher hasher, IOutbox outbox, TimeProvider clock)
    : IRequestHandler<Register, Unit>
{
    public async Task<Unit> Handle(Register command, CancellationToken ct)
    {
        var email = EmailAddress.Parse(command.Email);
        var user = await users.FindByEmailAsync(email.Normalized, ct);

        // Each branch hashes once and queues one message, so that the time does not tell which one was taken.
        if (user is null)
            users.Add(User.Register(email, command.DisplayName.Trim(), await hasher.HashAsync(command.Password, ct), clock.GetUtcNow()));
        else if (await hasher.VerifyAsync(user.PasswordHash, command.Password, ct) is PasswordMatch.No && !user.EmailConfirmed)
            user.RegisterAgainWithAnotherPassword();

        outbox.Add(new RegistrationReceived(email.Normalized));
        return Unit.Value;
    }
}

[StoredAs("auth.registration_received.v1")]
public sealed record RegistrationReceived(string NormalizedEmail) : IConfidentialMessage;

/// <summary>Tells the mailbox what the answer may not: how to confirm, or that there is an account already.</summary>
public sealed class RegistrationReceivedHandler(
    IUserRepository users, MailboxGuard mailbox, ConfirmationMail confirmation, IOutbox outbox, Emails emails)
    : IMessageHandler<RegistrationReceived>
{
    public async Task HandleAsync(RegistrationReceived message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(message.NormalizedEmail, ct) is not { } user
            || !await mailbox.AdmitsAsync(message.NormalizedEmail, ct))
            return;

        if (user.EmailConfirmed)
            outbox.Add(emails.AlreadyRegistered(user));
        else
            await confirmation.SendAsync(user, ct);
    }
}

/// <summary>A fresh token that proves the mailbox, on its way there.</summary>
public sealed class ConfirmationMail(OneTimeTokens tokens, IOutbox outbox, Emails emails, AuthOptions options)
{
    public async Task SendAsync(User user, CancellationToken ct)
    {
        var token = await tokens.IssueAsync(user, TokenPurpose.ConfirmEmail, user.Email, options.ConfirmationLifetime, ct);
        outbox.Add(emails.ConfirmEmail(user, token, options.ConfirmationLifetime));
    }
}
