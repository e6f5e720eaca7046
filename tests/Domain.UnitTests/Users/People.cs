using MySaas.Domain.Users;

namespace MySaas.Domain.UnitTests.Users;

/// <summary>Accounts in the states that tests start from; what led there is no event any more.</summary>
internal static class People
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static User Unconfirmed(string? passwordHash = "hash of Ada's password") =>
        At(User.Register(EmailAddress.Parse("Ada@Example.com"), "Ada Lovelace", passwordHash, Monday));

    public static User Confirmed(string? passwordHash = "hash of Ada's password")
    {
        var user = Unconfirmed(passwordHash);
        user.ConfirmEmail();
        return At(user);
    }

    public static User WithTwoFactors(params string[] recoveryCodeHashes)
    {
        var user = Confirmed();
        user.SetUpTwoFactor("key in force");
        user.EnableTwoFactor(recoveryCodeHashes);
        return At(user);
    }

    private static User At(User user)
    {
        user.TakeEvents();
        return user;
    }
}
