using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Asks to move the account to another address. The answer does not tell whether that address has an account.</summary>
public sealed record ChangeEmail(string NewEmail, string Password) : ICommand, IRequire<InPerson>;

public sealed class ChangeEmailValidator : AbstractValidator<ChangeEmail>
{
    public ChangeEmailValidator()
    {
        RuleFor(c => c.NewEmail).IsEmail();
        RuleFor(c => c.Password).IsPassword();
    }
}

public sealed class ChangeEmailHandler(
    CurrentUser current, IUserRepository users, OneTimeTokens tokens, IOutbox outbox, Emails emails, AuthOptions options)
    : IRequestHandler<ChangeEmail, Unit>
{
    public async Task<Unit> Handle(ChangeEmail command, CancellationToken ct)
    {
        var user = await current.LoadAsync(command.Password, ct);
        var newEmail = EmailAddress.Parse(command.NewEmail);

        if (await users.FindByEmailAsync(newEmail.Normalized, ct) is { EmailConfirmed: true } owner && owner.Id != user.Id)
        {
            outbox.Add(emails.EmailChangeTaken(owner));
            return Unit.Value;
        }

        var lifetime = options.ConfirmationLifetime;
        var token = await tokens.IssueAsync(user, TokenPurpose.ChangeEmail, newEmail.Value, lifetime, ct);
        outbox.Add(emails.ConfirmEmailChange(user, newEmail.Value, token, lifetime));
        return Unit.Value;
    }
}
