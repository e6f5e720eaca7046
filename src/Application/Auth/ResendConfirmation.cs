using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Asks for a fresh confirmation mail. The request only queues the wish, so it tells nothing about the address.</summary>
public sealed record ResendConfirmation(string Email) : ICommand, IRequire<Anyone>;

public sealed class ResendConfirmationValidator : AbstractValidator<ResendConfirmation>
{
    public ResendConfirmationValidator() => RuleFor(c => c.Email).IsEmail();
}

public sealed class ResendConfirmationHandler(IOutbox outbox) : IRequestHandler<ResendConfirmation, Unit>
{
    public Task<Unit> Handle(ResendConfirmation command, CancellationToken ct)
    {
        outbox.Add(new ConfirmationWanted(EmailAddress.Parse(command.Email).Normalized));
        return Unit.Task;
    }
}

[StoredAs("auth.confirmation_wanted.v1")]
public sealed record ConfirmationWanted(string NormalizedEmail) : IConfidentialMessage;

public sealed class ConfirmationWantedHandler(
    IUserRepository users, MailboxGuard mailbox, ConfirmationMail confirmation) : IMessageHandler<ConfirmationWanted>
{
    public async Task HandleAsync(ConfirmationWanted message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(message.NormalizedEmail, ct) is { EmailConfirmed: false } user
            && await mailbox.AdmitsAsync(message.NormalizedEmail, ct))
            await confirmation.SendAsync(user, ct);
    }
}
