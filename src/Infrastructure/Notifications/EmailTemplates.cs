using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.FileProviders;

namespace MySaas.Infrastructure.Notifications;

internal sealed record RenderedEmail(string Subject, string Text, string Html);

/// <summary>
/// A mail is one Liquid file that declares its parts in plain words: <c>subject</c>, <c>preheader</c>, <c>opening</c> and
/// <c>reason</c>; if it likes, <c>greeting</c>, <c>closing</c>, and <c>actions</c> and <c>details</c> (lines of "Label: value", the
/// first action is the button). Two layouts draw the parts, and the HTML one escapes every word. Many threads may render at once.
/// </summary>
internal sealed partial class EmailTemplates
{
    private static readonly FluidParser Parser = new();
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string[] OptionalValues = ["needsPassword"];

    private readonly ConcurrentDictionary<string, IFluidTemplate> _parsed = new();
    private readonly TemplateOptions _options;

    public EmailTemplates() : this(new EmbeddedFileProvider(typeof(EmailTemplates).Assembly, baseNamespace: ""))
    {
    }

    internal EmailTemplates(IFileProvider files)
    {
        _options = new TemplateOptions { FileProvider = files, StrictFilters = true };
        _options.MemberAccessStrategy.MemberNameStrategy = MemberNameStrategies.CamelCase;
        _options.MemberAccessStrategy.Register<Content>();
        _options.MemberAccessStrategy.Register<Line>();
    }

    /// <exception cref="InvalidOperationException">The mail is unknown or faulty, or one of its values is missing.</exception>
    public RenderedEmail Render(string template, IReadOnlyDictionary<string, string> values)
    {
        var content = Read(template, values);

        return new RenderedEmail(
            content.Subject,
            Parse("layout.text").Render(Strict(template, new TemplateContext(content, _options)), NullEncoder.Default),
            Parse("layout.html").Render(Strict(template, new TemplateContext(content, _options)), Html));
    }

    private Content Read(string template, IReadOnlyDictionary<string, string> values)
    {
        var mail = Strict(template, new TemplateContext(_options));
        foreach (var (name, value) in values)
            mail.SetValue(name, OneLine(value));

        // Not isolated, so that what the mail declares stays in its context.
        if (!string.IsNullOrWhiteSpace(Parse(template).Render(mail, NullEncoder.Default, isolateContext: false)))
            throw Fault(template, "has words outside of its parts");

        return new Content(
            ProductName: Value("productName"),
            Subject: OneLine(Required("subject")),
            Preheader: OneLine(Required("preheader")),
            Greeting: OneLine(Part("greeting")) is { Length: > 0 } own ? own : Greeting(Value("displayName")),
            Opening: Paragraphs(Required("opening")),
            Actions: Lines(template, Part("actions")),
            Details: Lines(template, Part("details")),
            Closing: Paragraphs(Part("closing")),
            Reason: OneLine(Required("reason")));

        string Part(string name) => mail.GetValue(name).ToStringValue();
        string Required(string name) => Part(name).Trim() is { Length: > 0 } part ? part : throw Fault(template, $"has no {name}");
        string Value(string name) => values.ContainsKey(name) ? Part(name) : throw Missing(template, name);
    }

    private static TemplateContext Strict(string template, TemplateContext context)
    {
        context.Undefined = name => OptionalValues.Contains(name) ? NilValue.Instance : throw Missing(template, name);
        return context;
    }

    private IFluidTemplate Parse(string template) => _parsed.GetOrAdd(template, name =>
    {
        var file = _options.FileProvider.GetFileInfo($"{name}.liquid");
        if (!file.Exists)
            throw Fault(name, "does not exist");

        using var reader = new StreamReader(file.CreateReadStream());
        return Parser.TryParse(reader.ReadToEnd(), out var parsed, out var error) ? parsed : throw Fault(name, $"cannot be read: {error}");
    });

    // A name of control characters only must not keep a security notice from being sent.
    private static string Greeting(string name) => name.Length > 0 ? $"Hello {name}," : "Hello,";

    private static string[] Paragraphs(string part) =>
        [.. BlankLine().Split(part).Select(OneLine).Where(paragraph => paragraph.Length > 0)];

    private static Line[] Lines(string template, string part) =>
    [
        .. part.Split('\n').Select(OneLine).Where(line => line.Length > 0).Select(line => line.Split(": ", 2) is [var label, var value]
            ? new Line(label, value)
            : throw Fault(template, "has an action or a detail that is not \"Label: value\"")),
    ];

    /// <summary>Whoever writes a value cannot start a new header, paragraph or detail with it.</summary>
    private static string OneLine(string text) => WhiteSpaceAndControls().Replace(text, " ").Trim();

    private static InvalidOperationException Missing(string template, string value) => Fault(template, $"needs the value '{value}'");

    private static InvalidOperationException Fault(string template, string fault) => new($"The mail template '{template}' {fault}.");

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex WhiteSpaceAndControls();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLine();

    private sealed record Content(
        string ProductName, string Subject, string Preheader, string Greeting,
        string[] Opening, Line[] Actions, Line[] Details, string[] Closing, string Reason);

    private sealed record Line(string Label, string Value);
}
