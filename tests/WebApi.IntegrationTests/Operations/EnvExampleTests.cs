using System.Collections;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using MySaas.Application.Billing;
using MySaas.Infrastructure;
using MySaas.Infrastructure.Common;
using MySaas.WebApi.Common;
using MySaas.WebApi.Operations;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>An operator copies <c>deploy/.env.example</c> and believes it: it lists what the program reads, and nothing else.</summary>
[TestFixture]
internal sealed partial class EnvExampleTests
{
    // What no options class of ours knows.
    private static readonly (string Name, string Reason)[] Foreign =
    [
        ("DATABASE_PASSWORD", "read by the compose files"),
        ("SITE_ADDRESS", "read by the compose files"),
        ("ConnectionStrings__Default", "the section that .NET has for connection strings"),
        ("ASPNETCORE_", "settings of ASP.NET Core"),
        ("Serilog__", "settings of Serilog"),
    ];

    // Of the many jobs the example shows one, and of what is switched by name all.
    private const string ShownJob = "done_messages";

    private static readonly Dictionary<string, string> Example = Read();

    [Test]
    public void The_example_lists_exactly_the_settings_of_the_program()
    {
        var settings = Compose("Development", []).Sections.SelectMany(section => NamesOf(section.Name, section.Options));

        Assert.That(Example.Keys.Where(name => !IsForeign(name)), Is.EquivalentTo(settings));
    }

    [Test]
    public void The_example_starts_in_production_but_for_its_sample_key()
    {
        var settings = Compose("Production", Example);

        Assert.That(settings.EnsureFaultless, Throws.TypeOf<SettingsException>()
            .With.Property(nameof(SettingsException.Faults)).EqualTo(
                new[] { new SettingsFault("Auth:SigningKeys:0", "is the sample that everybody knows.") }));
    }

    // The database is none, and files have a place of their own: the reader tries whether they can be written.
    private static SettingsReader Compose(string environment, Dictionary<string, string> values)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddJsonFile(Path.Combine(Root(), "src", "WebApi", "appsettings.json"));
        builder.Configuration.AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key.Replace("__", ":"), (string?)value.Value)));
        builder.Configuration["ConnectionStrings:Default"] = "Data Source=:memory:";
        builder.Configuration["Storage:Local:Root"] = Path.Combine(Path.GetTempPath(), "mysaas-env-example");
        if (values.Count == 0)
            builder.Configuration["Auth:SigningKeys:0"] = Convert.ToBase64String(new byte[32]);

        var settings = new SettingsReader(builder.Configuration, builder.Environment);
        var app = builder.Services.AddInfrastructure(settings);
        builder.AddEdge(settings, app);
        builder.AddOperations(settings, app);
        return settings;
    }

    private static IEnumerable<string> NamesOf(string section, Type options) =>
        options.GetProperties().Where(property => property.CanWrite).SelectMany(property => (Name: $"{section}__{property.Name}", Type: property.PropertyType) switch
        {
            { Type: var type } plain when type.IsValueType || type == typeof(string) || type == typeof(Uri) => [plain.Name],
            { Type: var type } switches when type == typeof(IReadOnlyDictionary<string, bool>) => Features.All.Select(feature => $"{switches.Name}__{feature}"),
            { Type: { IsGenericType: true } type } named when type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) =>
                NamesOf($"{named.Name}__{ShownJob}", type.GetGenericArguments()[1]),
            { Type: { IsGenericType: true } type } list when type.GetGenericArguments() is [{ IsClass: true } entry] && entry != typeof(string) =>
                NamesOf($"{list.Name}__{ShownPlace(list.Name)}", entry),
            { Type: var type } list when type.IsAssignableTo(typeof(IEnumerable)) => [$"{list.Name}__0"],
            var nested => NamesOf(nested.Name, nested.Type),
        });

    // The first three plans stand in the settings file of the program.
    private static int ShownPlace(string list) => list == "Billing__Plans" ? 3 : 0;

    private static bool IsForeign(string name) =>
        Foreign.Any(foreign => foreign.Name.EndsWith('_') ? name.StartsWith(foreign.Name, StringComparison.Ordinal) : name == foreign.Name);

    private static Dictionary<string, string> Read() =>
        File.ReadLines(Path.Combine(Root(), "deploy", ".env.example"))
            .Select(line => Setting().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MySaas.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        return folder.FullName;
    }

    [GeneratedRegex("^(# )?(?<name>[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]+)=(?<value>.*)$")]
    private static partial Regex Setting();
}
