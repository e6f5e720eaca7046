using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.Billing;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>Plans come from the settings, and an operator hears of all that is wrong with them.</summary>
internal sealed class PlanSettingsTests
{
    private static readonly (string Key, string? Value)[] Pro =
    [
        ("Billing:Plans:1:Code", "pro"),
        ("Billing:Plans:1:Name", "Pro"),
        ("Billing:Plans:1:Prices:0:Interval", "month"),
        ("Billing:Plans:1:Prices:0:Amount", "1200"),
        ("Billing:Plans:1:Prices:0:Currency", "USD"),
        ("Billing:Plans:1:Prices:0:LookupKey", "pro_month"),
    ];

    [Test]
    public void The_samples_of_the_program_are_faultless()
    {
        var plans = Read(out var faults);

        Assert.That(faults, Is.Empty);
        Assert.That(plans.All.Select(plan => (plan.Code, plan.Limits)), Is.EqualTo(new[]
        {
            ("free", new PlanLimits(3, 100_000_000, 100)),
            ("pro", new PlanLimits(20, 50_000_000_000, 10_000)),
            ("business", new PlanLimits(200, 1_000_000_000_000, null)),
        }));
        Assert.That(plans.All.Select(plan => string.Join(' ', plan.Features)), Is.EqualTo(new[] { "apiKeys", "apiKeys auditLogExport", "apiKeys auditLogExport sso" }));
    }

    [Test]
    public void The_environment_changes_a_number_by_its_place_and_takes_a_limit_off()
    {
        var plans = Read(out var faults, ("Billing:Plans:0:Limits:Members", "5"), ("Billing:Plans:1:Limits:StorageBytes", ""), ("Billing:Plans:0:Features:AUDITLOGEXPORT", "true"));

        Assert.That(faults, Is.Empty);
        Assert.That(plans.Free.Limits, Is.EqualTo(new PlanLimits(5, 100_000_000, 100)));
        Assert.That(plans.Free.Features, Is.EqualTo(new[] { "apiKeys", "auditLogExport" }));
        Assert.That(plans.Find("pro")!.Limits.StorageBytes, Is.Null);
    }

    [Test]
    public void The_environment_adds_a_plan()
    {
        var plans = Read(
            out var faults,
            ("Billing:Plans:3:Code", "team"),
            ("Billing:Plans:3:Name", "Team"),
            ("Billing:Plans:3:Prices:0:Interval", "Year"),
            ("Billing:Plans:3:Prices:0:Amount", "9900"),
            ("Billing:Plans:3:Prices:0:Currency", "EUR"),
            ("Billing:Plans:3:Prices:0:LookupKey", "team_year"),
            ("Billing:Plans:3:TrialDays", "14"));

        Assert.That(faults, Is.Empty);
        var team = plans.All[^1];
        Assert.That(team.Prices, Is.EqualTo(new[] { new PlanPrice(BillingInterval.Year, 9900, "eur", "team_year") }));
        Assert.That((team.Code, team.TrialDays, team.Limits), Is.EqualTo(("team", 14, new PlanLimits(null, null, null))));
    }

    [Test]
    public void All_faults_of_all_plans_are_named_at_once()
    {
        Read(
            out var faults,
            ("Billing:Plans:0:Limits:Members", "-1"),
            ("Billing:Plans:0:Limits:StorageBytes", "much"),
            ("Billing:Plans:1:Code", "Pro plan"));
        Assert.That(faults.Select(fault => fault.Key), Is.EqualTo(new[] { "Billing:Plans:0:Limits:StorageBytes" }), "what cannot be read comes first");

        Read(
            out faults,
            ("Billing:GracePeriod", "91.00:00:00"),
            ("Billing:Plans:0:Limits:Members", "-1"),
            ("Billing:Plans:1:Code", "Pro plan"),
            ("Billing:Plans:1:Prices:0:Amount", "0"),
            ("Billing:Plans:1:Prices:1:Currency", "dollars"),
            ("Billing:Plans:1:Prices:1:LookupKey", "pro_month"),
            ("Billing:Plans:2:Prices:1:Interval", "Month"),
            ("Billing:Plans:2:Features:ssso", "true"),
            ("Billing:Plans:2:TrialDays", "731"),
            ("Billing:AllowedReturnOrigins:0", "app.example.com"),
            ("Billing:AllowedReturnOrigins:1", "https://app.example.com/path"));
        Assert.That(faults.Select(fault => fault.Key), Is.EquivalentTo(new[]
        {
            "Billing:GracePeriod",
            "Billing:Plans:0:Limits:Members",
            "Billing:Plans:1:Code",
            "Billing:Plans:1:Prices:0:Amount",
            "Billing:Plans:1:Prices:1:Currency",
            "Billing:Plans:1:Prices:1:LookupKey",
            "Billing:Plans:2:Prices:1:Interval",
            "Billing:Plans:2:Features:ssso",
            "Billing:Plans:2:TrialDays",
            "Billing:AllowedReturnOrigins:0",
            "Billing:AllowedReturnOrigins:1",
        }));
    }

    [Test]
    public void There_is_a_free_plan_and_it_alone_costs_nothing()
    {
        Assert.That(
            FaultsOf(("Billing:Plans:0:Code", "gratis")),
            Is.EqualTo(new[]
            {
                new SettingsFault("Billing:Plans", "has no plan with the code free."),
                new SettingsFault("Billing:Plans:0:Prices", "are missing; only the free plan has none."),
            }));
        Assert.That(
            FaultsOf([.. Pro, ("Billing:Plans:1:Code", "free"), ("Billing:Plans:0:Code", "free")]),
            Is.EqualTo(new[]
            {
                new SettingsFault("Billing:Plans:1:Code", "is the code of another plan, too."),
                new SettingsFault("Billing:Plans:1:Prices", "are given, but the free plan has none."),
            }));
    }

    [TestCase("Billing:Plans:1:Code", null, "is missing.")]
    [TestCase("Billing:Plans:1:Name", null, "is missing.")]
    [TestCase("Billing:Plans:1:Prices:0:Interval", null, "is missing; it is Month or Year.")]
    [TestCase("Billing:Plans:1:Prices:0:Interval", "Week", "is not a valid value; it is one of Month, Year.")]
    [TestCase("Billing:Plans:1:Prices:0:LookupKey", null, "is missing.")]
    [TestCase("Billing:Plans:1:Prices:0:Currency", "", "is missing.")]
    [TestCase("Billing:Plans:1:Features:sso", "maybe", "is not a valid switch; it is true or false.")]
    [TestCase("Billing:Plans:2", "", "is empty.")]
    public void A_fault_in_a_plan_has_its_full_key(string key, string? value, string message) =>
        Assert.That(FaultsOf([.. Pro.Where(setting => setting.Key != key), (key, value)]), Is.EqualTo(new[] { new SettingsFault(key, message) }));

    private static IReadOnlyList<SettingsFault> FaultsOf(params (string Key, string? Value)[] settings)
    {
        Compose(new ConfigurationBuilder(), TestSettings.With(settings), out var faults);
        return faults;
    }

    /// <summary>The samples as the program has them, and on top of them what an environment says.</summary>
    private static PlanCatalog Read(out IReadOnlyList<SettingsFault> faults, params (string Key, string? Value)[] environment) =>
        Compose(
            new ConfigurationBuilder().AddJsonFile(SampleFile()),
            new ConfigurationBuilder().AddInMemoryCollection(environment.ToDictionary(setting => setting.Key, setting => setting.Value)).Build(),
            out faults);

    private static PlanCatalog Compose(IConfigurationBuilder beneath, IConfiguration environment, out IReadOnlyList<SettingsFault> faults)
    {
        // A key whose value is null is still a key; here it is not there at all.
        var given = environment.AsEnumerable().Where(setting => setting.Value is not null);
        var reader = new SettingsReader(beneath.AddInMemoryCollection(given).Build(), TestSettings.Production);
        var services = new ServiceCollection();
        services.AddBilling(reader);
        try
        {
            reader.EnsureFaultless();
            faults = [];
        }
        catch (SettingsException faulty)
        {
            faults = faulty.Faults;
            return new PlanCatalog([new Plan("free", "", "", [], new PlanLimits(null, null, null), [], 0)]);
        }

        return services.BuildServiceProvider().GetRequiredService<PlanCatalog>();
    }

    private static string SampleFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MySaas.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        return Path.Combine(folder.FullName, "src", "WebApi", "appsettings.json");
    }
}
