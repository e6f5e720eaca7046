using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace MySaas.StripeSimulator.Pages;

/// <summary>HTML that is safe to send: everything that was put into it was encoded on the way.</summary>
internal sealed record Markup(string Html)
{
    public static readonly Markup None = new("");

    /// <summary>Values are encoded, unless they are markup themselves.</summary>
    public static Markup Of(MarkupBuilder builder) => new(builder.ToString());

    public static Markup Of<T>(IEnumerable<T> items, Func<T, Markup> each) => new(string.Concat(items.Select(item => each(item).Html)));

    /// <summary>What went wrong, for the person in front of it; nothing when nothing did.</summary>
    public static Markup Alert(string? refusal) =>
        refusal is null ? None : Of($"<p class=\"note bad\" role=\"alert\">{refusal}</p>");

    public override string ToString() => Html;
}

/// <summary>What an interpolated string becomes when markup is asked for.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupBuilder(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string text) => _html.Append(text);

    public void AppendFormatted(Markup markup) => _html.Append(markup.Html);

    public void AppendFormatted<T>(T value) => _html.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)));

    public override string ToString() => _html.ToString();
}
