using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Mvc;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace MySaas.Architecture.Tests;

/// <summary>Domain knows nobody, Application knows Domain, Infrastructure knows Application, and WebApi puts them together.</summary>
public sealed class ArrowsTests
{
    private const string World = "EntityFrameworkCore|AspNetCore|Stripe|Quartz|MailKit|MimeKit|SqlClient|Sqlite|Npgsql|Serilog";

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Compiled = new(() =>
        new ArchLoader().LoadAssemblies(House.Domain, House.Application, House.Infrastructure, House.WebApi).Build());

    [TestCase("Domain")]
    [TestCase("Application", "Domain")]
    [TestCase("Infrastructure", "Application")]
    [TestCase("WebApi", "Application", "Infrastructure")]
    public void A_project_references_only_the_rooms_that_it_may_see(string room, params string[] seen)
    {
        var references = References(room)
            .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value is not "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.That(references, Is.EquivalentTo(seen));
    }

    /// <summary>Development has a simulated Stripe beside the program; no code sees it, and no other build has it.</summary>
    [Test]
    public void The_simulator_comes_along_in_Debug_only_and_without_its_types()
    {
        var beside = References("WebApi").Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value is "false").ToList();

        Assert.That(beside.Select(reference => reference.Attribute("Include")!.Value), Is.All.Contains("StripeSimulator").And.Exactly(1).Items);
        Assert.That(beside.Single().Parent!.Attribute("Condition")!.Value, Is.EqualTo("'$(Configuration)' == 'Debug'"));
    }

    [TestCase("Domain")]
    [TestCase("Application", "AutoMapper", "FluentValidation", "MediatR")]
    public void The_core_references_only_the_packages_that_the_brief_names(string room, params string[] packages) =>
        Assert.That(Items(room, "PackageReference").Concat(Items(room, "FrameworkReference")), Is.EquivalentTo(packages));

    [Test]
    public void The_compiled_domain_needs_nothing_but_the_runtime() =>
        Assert.That(References(House.Domain), Is.Not.Empty.And.All.StartsWith("System."));

    [Test]
    public void The_compiled_application_needs_nothing_of_the_world() =>
        Assert.That(References(House.Application), Does.Contain("Domain").And.None.Match(World));

    [Test]
    public void The_compiled_infrastructure_does_not_need_the_edge() =>
        Assert.That(References(House.Infrastructure), Does.Contain("Application").And.None.EqualTo("WebApi"));

    [TestCase("Microsoft.EntityFrameworkCore")]
    [TestCase("Microsoft.AspNetCore")]
    [TestCase("Microsoft.Data")]
    [TestCase("Npgsql")]
    [TestCase("Stripe")]
    [TestCase("Quartz")]
    [TestCase("MailKit")]
    [TestCase("MimeKit")]
    [TestCase("Serilog")]
    [TestCase("MySaas.Infrastructure")]
    [TestCase("MySaas.WebApi")]
    public void No_type_of_the_core_depends_on(string name) =>
        Check(Types().That().ResideInAssembly(House.Domain, House.Application)
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(At(name)));

    [TestCase("MySaas.Domain")]
    [TestCase("MySaas.Infrastructure")]
    [TestCase("Microsoft.EntityFrameworkCore")]
    public void Controllers_see_use_cases_and_not(string name) =>
        Check(Classes().That().AreAssignableTo(typeof(ControllerBase)).And().DoNotHaveName("DevelopmentInboxController")
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(At(name)));

    [TestCase("Quartz", "Jobs")]
    [TestCase("MailKit", "Notifications")]
    [TestCase("Fluid", "Notifications")]
    [TestCase("OtpNet", "Auth")]
    [TestCase("QRCoder", "Auth")]
    [TestCase("SkiaSharp", "Files")]
    public void A_vendor_is_known_to_one_feature(string vendor, string feature) =>
        Check(Types().That().ResideInNamespaceMatching(At("MySaas"))
            .And().DoNotResideInNamespaceMatching(At($"MySaas.Infrastructure.{feature}"))
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(At(vendor)));

    /// <summary>Were method bodies not read, the rules above would hold of anything.</summary>
    [TestCase("Quartz")]
    [TestCase("MailKit")]
    [TestCase("Microsoft.EntityFrameworkCore")]
    [TestCase("MySaas.Domain")]
    public void The_walk_sees_what_an_adapter_depends_on(string name)
    {
        var nobody = Types().That().ResideInAssembly(House.Infrastructure)
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(At(name));

        Assert.That(nobody.HasNoViolations(Compiled.Value), Is.False);
    }

    private static void Check(IArchRule rule) => Assert.That(
        rule.Evaluate(Compiled.Value).Where(result => !result.Passed).Select(result => result.Description), Is.Empty, rule.Description);

    /// <summary>The namespace and what is below it.</summary>
    private static string At(string name) => $@"^{Regex.Escape(name)}(\.|$)";

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<XElement> References(string room) =>
        XDocument.Load(Path.Combine(House.Folder(room).FullName, $"{room}.csproj")).Descendants("ProjectReference");

    private static IEnumerable<string> Items(string room, string kind) =>
        XDocument.Load(Path.Combine(House.Folder(room).FullName, $"{room}.csproj"))
            .Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
