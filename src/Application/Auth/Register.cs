using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
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

public sealed class RegisterHandler(
    IUserRepository users,
    IPasswordHasher hasher,
    ConfirmationMail confirmation,
    IOutbox outbox,
    Emails emails,
    TimeProvider clock) : IRequestHandler<Register, Unit>
{
    public async Task<Unit> Handle(Register command, CancellationToken ct)
    {
        var email = EmailAddress.Parse(command.Email);
        var displayName = command.DisplayName.Trim();
        var user = await users.FindByEmailAsync(email.Normalized, ct);

        // Every branch hashes exactly once, so that the time does not tell which one was taken.
        if (user is null)
        {
            user = User.Register(email, displayName, hasher.Hash(command.Password), clock.GetUtcNow());
            users.Add(user);
            await confirmation.SendAsync(user, ct);
        }
        else if (hasher.Verify(user.PasswordHash, command.Password) is var match && user.EmailConfirmed)
        {
            outbox.Add(emails.AlreadyRegistered(user));
        }
        else
        {
            user.RegisterAgain(displayName, samePassword: match is not PasswordMatch.No);
            await confirmation.SendAsync(user, ct);
        }

        return Unit.Value;
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
