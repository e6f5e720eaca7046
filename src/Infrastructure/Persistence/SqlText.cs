using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace MySaas.Infrastructure.Persistence;

/// <summary>A statement for <see cref="DirectSql"/> with parts that are not always there.</summary>
internal sealed partial class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _values = [];

    public SqlText(FormattableString beginning) => Add(beginning);

    /// <summary>Its values stay apart from its words, as those of the whole do.</summary>
    public void Add(FormattableString part)
    {
        if (_text.Length > 0)
            _text.Append(' ');
        _text.Append(_values.Count == 0 ? part.Format : Value().Replace(part.Format, Renumber));
        _values.AddRange(part.GetArguments());
    }

    public FormattableString ToStatement() => FormattableStringFactory.Create(_text.ToString(), [.. _values]);

    private string Renumber(Match value) => $"{{{_values.Count + int.Parse(value.Groups[1].ValueSpan, CultureInfo.InvariantCulture)}}}";

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Value();
}
