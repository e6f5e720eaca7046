using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>
/// Parameters of a call as a tree: <c>items[0][price]=price_1</c> is the child <c>price</c> of the child <c>0</c> of <c>items</c>.
/// </summary>
public sealed class Parameters
{
    private static readonly Parameters None = new("");

    private readonly string _path;
    private readonly Dictionary<string, Parameters> _children = [];
    private string? _value;

    private Parameters(string path) => _path = path;

    public IReadOnlyCollection<string> Names => _children.Keys;

    /// <param name="query">With or without the question mark.</param>
    /// <param name="body">In <c>application/x-www-form-urlencoded</c>.</param>
    internal static Parameters Parse(string? query, string? body)
    {
        var root = new Parameters("");
        foreach (var (name, values) in QueryHelpers.ParseNullableQuery(query) ?? [])
            root.Add(name, values);
        if (!string.IsNullOrEmpty(body))
        {
            using var reader = new FormReader(body);
            foreach (var (name, values) in reader.ReadForm())
                root.Add(name, values);
        }

        return root;
    }

    /// <summary>The same tree from JSON.</summary>
    internal static Parameters Parse(JsonNode? json)
    {
        var root = new Parameters("");
        root.Fill(json);
        return root;
    }

    /// <summary>Whether it was sent, also with an empty value.</summary>
    internal bool Has(string name) => _children.ContainsKey(name);

    /// <summary>Whether it was sent empty, which at Stripe takes a value away.</summary>
    internal bool Clears(string name) => _children.TryGetValue(name, out var child) && child._value is "";

    internal string? Text(string name) => _children.TryGetValue(name, out var child) && child._value is { Length: > 0 } text ? text : null;

    internal string Required(string name) => Text(name) ?? throw ApiException.MissingParameter(PathOf(name));

    internal long? Integer(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiException.Invalid($"Invalid integer: {text}", PathOf(name), "parameter_invalid_integer");

    internal decimal? Decimal(string name) => Text(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiException.Invalid($"Invalid decimal: {text}", PathOf(name), "parameter_invalid_decimal");

    internal bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" or "True" => true,
        "false" or "False" => false,
        var text => throw ApiException.Invalid($"Invalid boolean: {text}", PathOf(name)),
    };

    internal DateTimeOffset? Time(string name) => Integer(name) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>One of a list of words.</summary>
    internal string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text)
            return null;
        return words.Contains(text) ? text : throw ApiException.Invalid(
            $"Invalid {PathOf(name)}: must be one of {string.Join(", ", words.ToArray())}", PathOf(name));
    }

    internal Parameters Child(string name) => _children.GetValueOrDefault(name, None);

    /// <summary>The members of a list, in its order.</summary>
    internal IEnumerable<Parameters> Each(string name) => Child(name)._children
        .OrderBy(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue)
        .Select(child => child.Value);

    internal IEnumerable<string> Texts(string name) => Each(name).Select(child => child._value ?? "");

    /// <summary>Stripe merges metadata: an empty value takes a key away, an empty hash all of them.</summary>
    internal void MergeMetadataInto(Dictionary<string, string> metadata, string name = "metadata")
    {
        if (Clears(name))
            metadata.Clear();
        foreach (var (key, child) in Child(name)._children)
        {
            if (child._value is { Length: > 0 } value)
                metadata[key] = value;
            else
                metadata.Remove(key);
        }
    }

    /// <summary>These parameters as the one member of a list, with another value beside them.</summary>
    internal Parameters AsOnlyMember(string list, (string Name, string Value) also)
    {
        var root = new Parameters("");
        var member = root.ChildToFill(list).ChildToFill("0");
        foreach (var (name, child) in _children)
            member._children[name] = child;
        member.ChildToFill(also.Name)._value = also.Value;
        return root;
    }

    internal string PathOf(string name) => _path.Length == 0 ? name : $"{_path}[{name}]";

    /// <summary>Every parameter with its whole name, for the log of calls.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Flatten()
    {
        var own = _value is null ? [] : new[] { KeyValuePair.Create(_path, _value) };
        return own.Concat(_children.Values.SelectMany(child => child.Flatten()));
    }

    private void Add(string name, StringValues values)
    {
        foreach (var value in values)
        {
            var node = this;
            foreach (var part in name.Split('[', StringSplitOptions.RemoveEmptyEntries))
                node = node.ChildToFill(part.TrimEnd(']'));
            node._value = value;
        }
    }

    private void Fill(JsonNode? json)
    {
        if (json is JsonObject members)
        {
            foreach (var (name, value) in members)
                ChildToFill(name).Fill(value);
        }
        else if (json is JsonArray elements)
        {
            foreach (var value in elements)
                ChildToFill("").Fill(value);
        }
        else
        {
            _value = json?.ToString() ?? "";
        }
    }

    // "expand[]" appends; two of them arrive as one name with two values.
    private Parameters ChildToFill(string part)
    {
        var name = part.Length > 0 ? part : _children.Count.ToString(CultureInfo.InvariantCulture);
        if (!_children.TryGetValue(name, out var child))
            _children[name] = child = new Parameters(PathOf(name));
        return child;
    }
}
