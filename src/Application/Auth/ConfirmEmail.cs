using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Proves the mailbox with the token that went there.</summary>
public sealed record ConfirmEmail(string Email, string Token) : ICommand, IRequire<Anyone>;

public sealed class ConfirmEmailValidator : AbstractValidator<ConfirmEmail>
{
    public ConfirmEmailValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Token).IsToken();
    }
}

public sealed class ConfirmEmailHandler(IUserRepository users, OneTimeTokens tokens) : IRequestHandler<ConfirmEmail, Unit>
{
    public async Task<Unit> Handle(ConfirmEmail command, CancellationToken ct)
    {
        var user = await users.FindByEmailAsync(EmailAddress.Parse(command.Email).Normalized, ct)
            ?? throw AuthRefusals.InvalidToken.AsException();
        await tokens.ProveMailboxAsync(user, TokenPurpose.ConfirmEmail, command.Token, ct);
        user.ConfirmEmail();
        return Unit.Value;
    }
}
