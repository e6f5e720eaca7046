using MySaas.Application.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Issues and redeems the tokens that go out by mail. A person has at most one of each purpose.</summary>
public sealed class OneTimeTokens(IOneTimeTokenRepository tokens, TimeProvider clock)
{
    /// <summary>The token in clear, for the mail; the one before it is dead.</summary>
    public async Task<string> IssueAsync(User user, TokenPurpose purpose, string email, TimeSpan lifetime, CancellationToken ct)
    {
        var token = SecretToken.Create();
        var (hash, now) = (SecretToken.HashOf(token), clock.GetUtcNow());
        if (await tokens.FindAsync(user.Id, purpose, ct) is { } older)
            older.Replace(hash, email, now, lifetime);
        else
            tokens.Add(OneTimeToken.Issue(user.Id, purpose, hash, email, now, lifetime));
        return token;
    }

    /// <summary>Uses the token up and answers the address that it was mailed to.</summary>
    /// <exception cref="RefusedException">It is wrong, used, replaced or too old: <c>auth.invalid_token</c>.</exception>
    public async Task<EmailAddress> RedeemAsync(Guid userId, TokenPurpose purpose, string token, CancellationToken ct)
    {
        var stored = await tokens.FindAsync(userId, purpose, ct);
        if (stored is null || !stored.Matches(SecretToken.HashOf(token), clock.GetUtcNow()))
            throw AuthRefusals.InvalidToken.AsException();
        tokens.Remove(stored);
        return EmailAddress.Parse(stored.Email);
    }

    /// <summary>Uses the token up as a proof of the person's present mailbox; one that lies in a former mailbox is none.</summary>
    /// <inheritdoc cref="RedeemAsync"/>
    public async Task ProveMailboxAsync(User user, TokenPurpose purpose, string token, CancellationToken ct)
    {
        if ((await RedeemAsync(user.Id, purpose, token, ct)).Normalized != user.NormalizedEmail)
            throw AuthRefusals.InvalidToken.AsException();
    }

    public async Task CancelAsync(Guid userId, TokenPurpose purpose, CancellationToken ct)
    {
        if (await tokens.FindAsync(userId, purpose, ct) is { } stored)
            tokens.Remove(stored);
    }
}
