using System.Reflection;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;

namespace MySaas.Architecture.Tests;

/// <summary>The compiler refuses the clock, the environment, blocking waits and random ids. A ban that is misspelt bans nothing.</summary>
public sealed class BannedSymbolsTests
{
    /// <summary>Makes sure that the assemblies of banned types are loaded.</summary>
    private static readonly Assembly[] Known =
        [typeof(object).Assembly, typeof(HttpClient).Assembly, typeof(IConfiguration).Assembly, typeof(TimeProvider).Assembly];

    private static readonly IReadOnlyList<string> Everywhere = Read("build/BannedSymbols.txt");

    private static readonly IReadOnlyList<string> InTheCore = Read("build/BannedSymbols.Core.txt");

    private static IEnumerable<string> All => Everywhere.Concat(InTheCore);

    private static IEnumerable<string> Methods => All.Where(symbol => symbol.StartsWith("M:", StringComparison.Ordinal));

    [TestCase("P:System.DateTime.Now")]
    [TestCase("P:System.DateTime.UtcNow")]
    [TestCase("P:System.DateTimeOffset.Now")]
    [TestCase("P:System.DateTimeOffset.UtcNow")]
    [TestCase("M:System.Environment.GetEnvironmentVariable(System.String)")]
    [TestCase("M:System.Guid.NewGuid")]
    [TestCase("P:System.Threading.Tasks.Task`1.Result")]
    [TestCase("P:Microsoft.Extensions.Configuration.IConfiguration.Item(System.String)")]
    public void What_the_architecture_bans_is_banned_everywhere(string symbol) => Assert.That(Everywhere, Does.Contain(symbol));

    [TestCaseSource(nameof(All))]
    public void A_banned_symbol_exists(string symbol)
    {
        var type = TypeOf(symbol);

        Assert.That(type, Is.Not.Null);
        Assert.That(IdsOf(type!), Does.Contain(symbol));
    }

    [TestCaseSource(nameof(Methods))]
    public void An_overload_of_a_banned_method_is_banned_too(string symbol)
    {
        var name = symbol.Split('(')[0];

        Assert.That(IdsOf(TypeOf(symbol)!).Where(id => id.Split('(')[0] == name), Is.SubsetOf(All));
    }

    [Test]
    public void The_lists_are_handed_to_the_compiler()
    {
        var build = XDocument.Parse(House.Read("Directory.Build.props"));
        var lists = build.Descendants("AdditionalFiles").ToDictionary(
            item => Path.GetFileName(item.Attribute("Include")!.Value), item => item.Parent!.Attribute("Condition")?.Value);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lists, Does.ContainKey("BannedSymbols.txt").WithValue(null));
            Assert.That(lists.GetValueOrDefault("BannedSymbols.Core.txt"), Does.Contain("'Domain'").And.Contain("'Application'"));
            Assert.That(
                build.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value),
                Does.Contain("Microsoft.CodeAnalysis.BannedApiAnalyzers"));
        }
    }

    [Test]
    public void A_banned_symbol_is_an_error() =>
        Assert.That(House.Read(".editorconfig"), Does.Contain("dotnet_diagnostic.RS0030.severity = error"));

    [Test]
    public void Nobody_is_excused()
    {
        var projects = House.Rooms.Select(room => Path.Combine(House.Folder(room).FullName, $"{room}.csproj")).Select(File.ReadAllText);

        Assert.That(House.Sources.Select(source => source.Text).Concat(projects), Is.Not.Empty.And.None.Contains("RS0030"));
    }

    private static string[] Read(string path) =>
    [
        .. House.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(';')[0]),
    ];

    /// <summary>The type that a documentation id such as <c>P:System.DateTime.Now</c> speaks of.</summary>
    private static Type? TypeOf(string symbol)
    {
        var name = symbol[2..].Split('(')[0];
        if (!symbol.StartsWith("T:", StringComparison.Ordinal))
            name = name[..name.LastIndexOf('.')];

        return Known.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);
    }

    private static IEnumerable<string> IdsOf(Type type) =>
    [
        $"T:{type.FullName}",
        .. type.GetProperties().Select(property => $"P:{type.FullName}.{property.Name}{Parameters(property.GetIndexParameters())}"),
        .. type.GetMethods().Select(method => $"M:{type.FullName}.{method.Name}{Parameters(method.GetParameters())}"),
    ];

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => parameter.ParameterType.FullName))})";
}
