using System.Globalization;
using System.Text;

namespace MySaas.Domain.Organizations;

/// <summary>What of a name can stand in an address: lower-case ASCII letters, digits and single dashes.</summary>
public static class Slug
{
    /// <summary>A DNS label (RFC 1035, 2.3.4), so that it can become a subdomain.</summary>
    public const int MaxLength = 63;

    private const int MaxBaseLength = 50;                // the rest is for a suffix that makes it unique
    private const string OfNothing = "organization";

    /// <summary>Letters lose their accents; what is no letter or digit becomes a dash; what leaves nothing is an <c>organization</c>.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var cut = slug.ToString()[..Math.Min(slug.Length, MaxBaseLength)].Trim('-');
        return cut.Length > 0 ? cut : OfNothing;
    }
}
