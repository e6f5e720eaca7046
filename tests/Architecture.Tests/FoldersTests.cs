using System.Text.RegularExpressions;

namespace MySaas.Architecture.Tests;

/// <summary>The first level is the feature, namespaces follow, and a file has one subject.</summary>
public sealed partial class FoldersTests
{
    private const int MaxLines = 250;
    private const string Program = "WebApi/Program.cs";      // its statements stand in no type and no namespace

    private static readonly string[] Features =
        ["Auth", "Users", "Organizations", "Billing", "Files", "Jobs", "Notifications", "Auditing", "Common"];

    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["Domain"] = [],
        ["Application"] = [],
        ["Infrastructure"] = ["Persistence"],
        ["WebApi"] = ["Operations", "Properties"],
    };

    private static readonly string[] Kinds =
    [
        "Commands", "Queries", "Validators", "Handlers", "Behaviors", "Interfaces", "Abstractions", "Services", "Helpers", "Managers",
        "Utils", "Utilities", "Extensions", "Dtos", "Models", "Entities", "ValueObjects", "Events", "Enums", "Exceptions",
        "Repositories", "Configurations", "Controllers", "Middleware", "Options", "Mappings",
    ];

    private static IEnumerable<string> Rooms => House.Rooms;

    [TestCaseSource(nameof(Rooms))]
    public void The_first_level_of_a_room_is_the_feature(string room)
    {
        var folders = House.Folder(room).GetDirectories().Select(folder => folder.Name).Except(["bin", "obj"]).Where(IsVisible);

        Assert.That(folders, Is.Not.Empty.And.SubsetOf(Features.Concat(Others[room])));
    }

    [TestCaseSource(nameof(Rooms))]
    public void Nothing_is_foldered_by_kind(string room)
    {
        var folders = House.Folder(room).GetDirectories("*", SearchOption.AllDirectories).Select(folder => folder.Name);

        Assert.That(folders.Intersect(Kinds, StringComparer.OrdinalIgnoreCase), Is.Empty);
    }

    [Test]
    public void Namespaces_follow_folders()
    {
        var astray = House.Sources.Where(source => source.Path != Program
            && !Namespaces().Matches(source.Text).Select(match => match.Groups[1].Value).SequenceEqual([NamespaceOf(source)]));

        Assert.That(astray, Is.Empty);
    }

    [Test]
    public void A_file_has_one_subject() =>
        Assert.That(
            House.Sources.Select(source => (source.Path, Lines: LinesOf(source))).Where(source => source.Lines > MaxLines), Is.Empty);

    [Test]
    public void The_program_reads_like_a_table_of_contents() =>
        Assert.That(LinesOf(House.Sources.Single(source => source.Path == Program)), Is.LessThan(40));

    [Test]
    public void There_are_sources_in_every_room() =>
        Assert.That(House.Sources.Select(source => source.Path.Split('/')[0]).Distinct(), Is.EquivalentTo(House.Rooms));

    [Test]
    public void No_class_is_a_bag() =>
        Assert.That(House.Sources.SelectMany(source => BagNames().Matches(source.Text).Select(match => match.Value)), Is.Empty);

    [Test]
    public void There_are_no_regions() =>
        Assert.That(House.Sources.Where(source => source.Text.Contains("#region", StringComparison.Ordinal)), Is.Empty);

    private static string NamespaceOf(SourceFile source) =>
        $"MySaas.{Path.GetDirectoryName(source.Path)!.Replace('\\', '.').Replace('/', '.')}";

    private static int LinesOf(SourceFile source) => source.Text.AsSpan().TrimEnd().Count('\n') + 1;

    // Folders that tools leave behind, such as .vs or .data.
    private static bool IsVisible(string folder) => !folder.StartsWith('.');

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\b(class|record|interface|struct) \w+(Manager|Helper|Helpers|Service|Services|Impl|Util|Utils)\b")]
    private static partial Regex BagNames();
}
