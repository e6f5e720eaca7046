using System.Text;
using MySaas.Domain.Users;

namespace MySaas.Domain.Auth;

/// <summary>
/// Which passwords are taken: long ones that are neither common nor the address itself. No rules of composition, after
/// NIST SP 800-63B, 5.1.1.2.
/// </summary>
public static class PasswordPolicy
{
    /// <summary>In code points of the normalized form (NIST SP 800-63B, 5.1.1.2), so that six emoji are no twelve characters.</summary>
    public const int MinLength = 12;

    /// <inheritdoc cref="MinLength"/>
    public const int MaxLength = 128;

    /// <summary>
    /// NFKC, so that the same keys on two keyboards give the same password (NIST SP 800-63B, 5.1.1.2). Nothing is
    /// trimmed, folded or cut. Null when the text is no Unicode at all (a lone surrogate) or absurdly long.
    /// </summary>
    public static string? Normalize(string password)
    {
        // One character expands to at most 18 under NFKC; the bound comes first so that nobody buys CPU with it.
        if (password.Length > MaxLength * 4)
            return null;

        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)       // a lone surrogate: no such password can have been set
        {
            return null;
        }
    }

    /// <summary>What is wrong with a new password, in words for the person; null when nothing is.</summary>
    public static string? FaultOf(string password, string? email)
    {
        if (Normalize(password) is not { } normalized)
            return "The password is too long or holds characters that are not text.";
        if (normalized.EnumerateRunes().Count() is < MinLength or > MaxLength)
            return $"The password must have {MinLength} to {MaxLength} characters.";
        if (CommonPasswords.Contains(normalized))
            return "This password is one of the common ones, which are tried first.";
        if (EmailAddress.TryParse(email, out var address) && IsAddress(normalized, address))
            return "The password must not be the mail address.";
        return null;
    }

    private static bool IsAddress(string password, EmailAddress address) =>
        password.Equals(address.Normalized, StringComparison.OrdinalIgnoreCase)
        || password.Equals(address.Normalized.Split('@')[0], StringComparison.OrdinalIgnoreCase);
}
