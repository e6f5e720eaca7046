using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MySaas.Domain.Users;

/// <summary>
/// A mail address, trimmed, kept as typed and compared without case. Only ASCII is taken (a domain in another script in
/// its punycode form): case folding beyond ASCII makes different addresses equal, such as the Kelvin sign and k, and that
/// has been used to take over accounts.
/// </summary>
public sealed record EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3: 256 octets with the angle brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>RFC 5321, 4.5.3.1.1.</summary>
    private const int MaxLocalLength = 64;

    /// <summary>RFC 1035, 2.3.4.</summary>
    private const int MaxLabelLength = 63;

    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> LocalCharacters = SearchValues.Create(Alphanumeric + "!#$%&'*+-/=?^_`{|}~.");
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(Alphanumeric + "-");

    private EmailAddress(string value) => (Value, Normalized) = (value, Normalize(value));

    /// <summary>As the person typed it.</summary>
    public string Value { get; }

    /// <summary>The form that is compared and unique.</summary>
    public string Normalized { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var value = text?.Trim(' ', '\t');
        address = value is { Length: > 0 and <= MaxLength } && IsWellFormed(value) ? new EmailAddress(value) : null;
        return address is not null;
    }

    /// <exception cref="FormatException">The text is no address; a validator has the first word on that.</exception>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("This is not a mail address.");

    /// <summary>Enough to recognize it by, for records that outlive the account.</summary>
    public string Masked => $"{Value[0]}…{Value[Value.LastIndexOf('@')..]}";

    public bool Equals(EmailAddress? other) => other is not null && Normalized == other.Normalized;

    public override int GetHashCode() => Normalized.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    private static string Normalize(string value) => value.ToLowerInvariant();

    private static bool IsWellFormed(ReadOnlySpan<char> value)
    {
        var at = value.LastIndexOf('@');
        return at is > 0 and <= MaxLocalLength && IsLocalPart(value[..at]) && IsDomain(value[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local) =>
        !local.ContainsAnyExcept(LocalCharacters) && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        foreach (var label in domain.Split('.'))
            if (!IsLabel(domain[label]))
                return false;
        return domain.Contains('.');
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label is { Length: > 0 and <= MaxLabelLength } && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(LabelCharacters);
}
