using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>Signs the caller out everywhere and erases the account after a grace period, in which signing in takes it back.</summary>
public sealed record DeleteMe(string Password) : ICommand, IRequire<InPerson>;

public sealed class DeleteMeValidator : AbstractValidator<DeleteMe>
{
    public DeleteMeValidator() => RuleFor(c => c.Password).IsPassword();
}

public sealed class DeleteMeHandler(
    CurrentUser current, IMembershipRepository memberships, SessionTokens sessions, IOutbox outbox, UserOptions options, TimeProvider clock)
    : IRequestHandler<DeleteMe, Unit>
{
    public async Task<Unit> Handle(DeleteMe command, CancellationToken ct)
    {
        var user = await current.LoadAsync(command.Password, ct);
        Rule.Require(
            !await memberships.IsSoleOwnerOfSharedAsync(user.Id, ct),
            "organizations.last_owner", "You are the only owner of an organization with other members; make one of them an owner first.");
        var erasesAt = clock.GetUtcNow() + options.DeletionGracePeriod;
        user.RequestDeletion(erasesAt);
        outbox.Add(new EraseAccount(user.Id), notBefore: erasesAt);
        await sessions.EndAllAsync(user.Id, except: null, ct);
        return Unit.Value;
    }
}

/// <summary>Erases an account whose grace period is over.</summary>
[StoredAs("users.erase_account.v1"), Priority(MessagePriority.Low)]
public sealed record EraseAccount(Guid UserId) : IMessage;

public sealed class EraseAccountHandler(IUserRepository users, DepartingMember departing, IOutbox outbox, Emails emails, TimeProvider clock)
    : IMessageHandler<EraseAccount>
{
    public async Task HandleAsync(EraseAccount message, MessageContext context, CancellationToken ct)
    {
        // Taken back meanwhile, or asked for again later: then another message has the later time.
        if (await users.FindAsync(message.UserId, ct) is not { ErasesAt: { } erasesAt } user || clock.GetUtcNow() < erasesAt)
            return;

        await departing.LeaveAllAsync(user.Id, ct);
        outbox.Add(emails.AccountErased(user));
        outbox.Add(new RemoveBytesOfPerson(user.Id));
        user.Erase();
        users.Remove(user);
    }
}

public sealed class DeletionNotices(IUserRepository users, IOutbox outbox, Emails emails) :
    IMessageHandler<AccountDeletionRequested>,
    IMessageHandler<AccountDeletionCancelled>
{
    public async Task HandleAsync(AccountDeletionRequested message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindAsync(message.UserId, ct) is { } user)
            outbox.Add(emails.AccountDeletionScheduled(user, message.ErasesAt));
    }

    public async Task HandleAsync(AccountDeletionCancelled message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindAsync(message.UserId, ct) is { } user)
            outbox.Add(emails.AccountDeletionCancelled(user));
    }
}
