using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>Lets an administrator act as somebody, for a short time and a stated reason.</summary>
public sealed record ImpersonateUser(Guid UserId, string Reason) : ICommand<ImpersonationToken>, IRequire<PlatformAdmin>;

/// <param name="TokenType">Always "Bearer".</param>
/// <param name="AccessToken">A JWT for the <c>Authorization</c> header; nothing refreshes it.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
public sealed record ImpersonationToken(string TokenType, string AccessToken, int ExpiresIn);

public sealed class ImpersonateUserValidator : AbstractValidator<ImpersonateUser>
{
    public ImpersonateUserValidator() => RuleFor(c => c.Reason)
        .Must(reason => reason?.Trim() is { Length: > 0 and <= Session.MaxReasonLength } trimmed && !trimmed.Any(char.IsControl))
        .WithMessage($"Give a reason of 1 to {Session.MaxReasonLength} characters.");
}

public sealed class ImpersonateUserHandler(
    IUserRepository users, IAdministrators administrators, SessionTokens sessions, ICaller caller)
    : IRequestHandler<ImpersonateUser, ImpersonationToken>
{
    public async Task<ImpersonationToken> Handle(ImpersonateUser command, CancellationToken ct)
    {
        var user = await users.FindAsync(command.UserId, ct) ?? throw Refusal.NotFound.AsException();
        Rule.Require(user.DisabledAt is null, "users.disabled", "This account is disabled.");
        Rule.Require(user.EmailConfirmed, "users.not_confirmed", "Nobody has confirmed this account yet.");
        Rule.Allow(
            user.Id != caller.UserId && !administrators.Addresses.Contains(EmailAddress.Parse(user.Email)), "Nobody acts as an administrator, or as themselves.");
        return sessions.Impersonate(user, caller.RequiredUserId(), command.Reason.Trim());
    }
}
