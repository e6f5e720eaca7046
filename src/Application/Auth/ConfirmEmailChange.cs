using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Common;

namespace MySaas.Application.Auth;

/// <summary>Moves the account to the address that the token was mailed to, and tells the old one.</summary>
public sealed record ConfirmEmailChange(string Token) : ICommand, IRequire<InPerson>;

public sealed class ConfirmEmailChangeValidator : AbstractValidator<ConfirmEmailChange>
{
    public ConfirmEmailChangeValidator() => RuleFor(c => c.Token).IsToken();
}

public sealed class ConfirmEmailChangeHandler(
    CurrentUser current, IUserRepository users, OneTimeTokens tokens, IOutbox outbox, Emails emails)
    : IRequestHandler<ConfirmEmailChange, Unit>
{
    public async Task<Unit> Handle(ConfirmEmailChange command, CancellationToken ct)
    {
        var user = await current.LoadAsync(ct);
        var newEmail = await tokens.RedeemAsync(user.Id, TokenPurpose.ChangeEmail, command.Token, ct);

        if (await users.FindByEmailAsync(newEmail.Normalized, ct) is { } holder && holder.Id != user.Id)
        {
            Rule.Require(!holder.EmailConfirmed, "users.email_taken", "This address has an account by now.");
            users.Remove(holder);                // somebody registered it and never proved it; the token just did
        }

        var oldEmail = user.Email;
        user.ChangeEmail(newEmail);
        outbox.Add(emails.EmailChanged(user, oldEmail));
        await tokens.CancelAsync(user.Id, TokenPurpose.ResetPassword, ct);       // it lies in the old mailbox
        return Unit.Value;
    }
}
