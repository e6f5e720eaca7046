using Microsoft.AspNetCore.Identity;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Infrastructure.Auth;

/// <summary>ASP.NET Core Identity's format 3: PBKDF2-HMAC-SHA512, a 128-bit salt, and the rounds beside the hash.</summary>
internal sealed class IdentityPasswordHasher(IPasswordHasher<User> hasher, PasswordLane lane) : IPasswordHasher
{
    // Identity's hasher takes a user for hashers that need one; its own does not look at it.
    private static readonly User Nobody = null!;

    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, "nobody has this password"));

    public Refusal? TurnAway() => lane.TurnAway();

    public Task<string> HashAsync(string password, CancellationToken ct) => lane.RunAsync(() => Hash(password), ct);

    public Task<PasswordMatch> VerifyAsync(string? hash, string password, CancellationToken ct) => lane.RunAsync(() => Verify(hash, password), ct);

    private string Hash(string password) =>
        hasher.HashPassword(Nobody, PasswordPolicy.Normalize(password) ?? throw new ArgumentException("The password is no text.", nameof(password)));

    private PasswordMatch Verify(string? hash, string password)
    {
        // A missing user costs what a wrong password costs.
        var result = hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash.Value, PasswordPolicy.Normalize(password) ?? "");
        return (hash, result) switch
        {
            (null, _) or (_, PasswordVerificationResult.Failed) => PasswordMatch.No,
            (_, PasswordVerificationResult.SuccessRehashNeeded) => PasswordMatch.YesButWeak,
            _ => PasswordMatch.Yes,
        };
    }
}
