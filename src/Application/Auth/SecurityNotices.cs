using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Tells people by mail what happened to the keys of their account, whoever did it.</summary>
public sealed class SecurityNotices(IUserRepository users, ISessionRepository sessions, IOutbox outbox, Emails emails) :
    IMessageHandler<PasswordChanged>,
    IMessageHandler<PasswordReset>,
    IMessageHandler<TwoFactorEnabled>,
    IMessageHandler<TwoFactorDisabled>,
    IMessageHandler<RecoveryCodesReplaced>,
    IMessageHandler<RefreshTokenReused>
{
    public Task HandleAsync(PasswordChanged message, MessageContext context, CancellationToken ct) =>
        TellAsync(message.UserId, user => emails.PasswordChanged(user, context.CreatedAt), ct);

    public Task HandleAsync(PasswordReset message, MessageContext context, CancellationToken ct) =>
        TellAsync(message.UserId, user => emails.PasswordChanged(user, context.CreatedAt), ct);

    public Task HandleAsync(TwoFactorEnabled message, MessageContext context, CancellationToken ct) =>
        TellAsync(message.UserId, user => emails.TwoFactorEnabled(user, context.CreatedAt), ct);

    public Task HandleAsync(TwoFactorDisabled message, MessageContext context, CancellationToken ct) =>
        TellAsync(message.UserId, user => emails.TwoFactorDisabled(user, context.CreatedAt), ct);

    public Task HandleAsync(RecoveryCodesReplaced message, MessageContext context, CancellationToken ct) =>
        TellAsync(message.UserId, user => emails.RecoveryCodesReplaced(user, context.CreatedAt), ct);

    public async Task HandleAsync(RefreshTokenReused message, MessageContext context, CancellationToken ct)
    {
        var session = await sessions.FindAsync(message.SessionId, ct);
        await TellAsync(
            message.UserId,
            user => emails.SessionRevoked(user, context.CreatedAt, session?.IpAddress, session?.UserAgent),
            ct);
    }

    private async Task TellAsync(Guid userId, Func<User, SendEmail> notice, CancellationToken ct)
    {
        if (await users.FindAsync(userId, ct) is { } user)       // erased meanwhile: nobody is left to tell
            outbox.Add(notice(user));
    }
}
