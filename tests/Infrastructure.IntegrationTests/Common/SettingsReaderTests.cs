using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySaas.Application.Auth;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.IntegrationTests.Common;

/// <summary>What an operator hears of settings that cannot be used, by the composition of the product.</summary>
[TestFixture]
internal sealed class SettingsReaderTests
{
    private static readonly (string, string?)[] Complete =
    [
        ("ConnectionStrings:Default", "Data Source=:memory:"),
        ("Email:Provider", "Smtp"),
        ("Email:Smtp:Host", "smtp.example.com"),
    ];

    [Test]
    public void Complete_settings_have_no_fault() => Assert.That(FaultsOf(TestSettings.Production, []), Is.Empty);

    [Test]
    public void Development_needs_no_mail_server_and_no_base_URL() => Assert.That(
        FaultsOf(TestSettings.Development, ("App:BaseUrl", null), ("Email:Provider", null), ("Email:Smtp:Host", null)), Is.Empty);

    [Test]
    public void All_faults_are_named_at_once()
    {
        (string Key, string? Value)[] bad =
        [
            ("App:BaseUrl", "hush"),
            ("App:KnownProxies:1", "hush"),
            ("Database:Provider", "hush"),
            ("Auth:SigningKeys:1", "hush"),
            ("Auth:Lockout:MaxFailures", "4711"),
            ("Users:DeletionGracePeriod", "4711.00:00:00"),
            ("Admin:Emails:0", "hush"),
            ("Email:From", "hush"),
            ("Email:Smtp:Port", "471147"),
            ("Jobs:MaxAttempts", "hush"),
            ("RateLimits:Api:Window", "4.11:00:00"),
        ];

        var faults = FaultsOf(TestSettings.Production, [("App:KnownProxies:0", "10.0.0.0/8"), .. bad]);

        Assert.That(faults.Select(fault => fault.Key), Is.EquivalentTo(bad.Select(setting => setting.Key)));
        Assert.That(string.Concat(faults.Select(fault => fault.Message)), Does.Not.Contain("hush").And.Not.Contain("4711"));
    }

    [TestCase("Storage:S3:ServiceUrl", "minio:9000")]
    [TestCase("Storage:S3:Bucket", "")]
    [TestCase("Storage:S3:AccessKey", "")]
    [TestCase("Storage:S3:SecretKey", "")]
    [TestCase("Storage:S3:Region", "")]
    [TestCase("Storage:S3:Encryption", "rot13")]
    [TestCase("Storage:S3:KmsKeyId", "a-key")]
    [TestCase("Storage:S3:PartBytes", "1000")]
    [TestCase("Storage:S3:Timeout", "01:00:00")]
    [TestCase("Storage:S3:RedirectDownloads", "perhaps")]
    [TestCase("Storage:Provider", "Tape")]
    public void A_bucket_that_cannot_be_used_is_a_fault(string key, string value)
    {
        (string, string?)[] bucket =
        [
            ("Storage:Provider", "S3"), ("Storage:S3:ServiceUrl", "https://minio.example.com"), ("Storage:S3:Bucket", "files"),
            ("Storage:S3:AccessKey", "key"), ("Storage:S3:SecretKey", "secret"),
        ];

        Assert.That(FaultsOf(TestSettings.Production, bucket), Is.Empty);
        Assert.That(FaultsOf(TestSettings.Production, [.. bucket, (key, value)]).Select(fault => fault.Key), Is.EqualTo(new[] { key }));
    }

    [Test]
    public void Parts_of_a_file_have_to_be_large_enough_for_the_largest() => Assert.That(
        FaultsOf(
            TestSettings.Production, ("Storage:Provider", "S3"), ("Storage:S3:Bucket", "files"), ("Storage:S3:PartBytes", "5242880"),
            ("Files:MaxFileBytes", "52428800001")).Single().Key,
        Is.EqualTo("Storage:S3:PartBytes"));

    [Test]
    public void The_exception_has_a_line_for_each_fault()
    {
        var reader = Compose(TestSettings.Production, ("App:BaseUrl", null), ("Jobs:MaxAttempts", "many"));

        Assert.That(reader.EnsureFaultless, Throws.TypeOf<SettingsException>().With.Message.EqualTo(string.Join(
            Environment.NewLine, "App:BaseUrl: is missing; the links in mails need it.", "Jobs:MaxAttempts: is not a valid number.")));
    }

    [TestCase("Jobs:MaxAttempts", "many", "is not a valid number.")]
    [TestCase("Jobs:MaxAttempts", "1.5", "is not a valid number.")]
    [TestCase("Jobs:MaxAttempts", "99999999999", "is not a valid number.")]
    [TestCase("Jobs:PollInterval", "soon", "is not a valid time span; write [days.]hours:minutes:seconds.")]
    [TestCase("RateLimits:Enabled", "maybe", "is not a valid switch; it is true or false.")]
    [TestCase("App:Role", "7", "is not a valid value; it is one of All, Api, Worker.")]
    [TestCase("Database:Provider", "Oracle", "is not a valid value; it is one of Sqlite, SqlServer, PostgreSql.")]
    [TestCase("Email:Smtp:Security", "Some", "is not a valid value; it is one of None, StartTls, Tls.")]
    public void A_value_of_the_wrong_type_is_a_fault(string key, string value, string message) =>
        Assert.That(FaultsOf(TestSettings.Production, (key, value)), Is.EqualTo(new[] { new SettingsFault(key, message) }));

    [TestCase("Jobs:MaxAttempts")]
    [TestCase("Jobs:PollInterval")]
    [TestCase("RateLimits:Enabled")]
    [TestCase("Database:Provider")]
    [TestCase("Auth:Lockout:Duration")]
    [TestCase("App:BaseUrl")]
    [TestCase("Email:From")]
    [TestCase("Email:Smtp:Host")]
    [TestCase("Auth:SigningKeys:0")]
    public void A_required_value_that_is_empty_is_a_fault(string key) =>
        Assert.That(FaultsOf(TestSettings.Production, (key, "")).Select(fault => fault.Key).Distinct(), Is.EqualTo(new[] { key }));

    [TestCase("AutoMapper:LicenseKey")]
    [TestCase("Auth:PasswordHashing:Concurrency")]
    [TestCase("Email:Smtp:UserName")]
    public void An_optional_value_may_be_empty(string key) => Assert.That(FaultsOf(TestSettings.Production, (key, "")), Is.Empty);

    [TestCase("Email:Provider", "Development", "is the development mailbox, which sends nothing; use Smtp.")]
    [TestCase("Email:Provider", null, "is the development mailbox, which sends nothing; use Smtp.")]
    [TestCase("Auth:SigningKeys:0", null, "is missing; give base64 of at least 32 random bytes.")]
    [TestCase("Auth:SigningKeys:0", AuthSetup.SampleSigningKey, "is the sample that everybody knows.")]
    [TestCase("Auth:SigningKeys:1", AuthSetup.SampleSigningKey, "is the sample that everybody knows.")]
    [TestCase("App:BaseUrl", null, "is missing; the links in mails need it.")]
    public void Production_refuses_what_is_good_for_development_only(string key, string? value, string message)
    {
        Assert.That(FaultsOf(TestSettings.Production, (key, value)), Is.EqualTo(new[] { new SettingsFault(key, message) }));

        if (value is not null)
            Assert.That(FaultsOf(TestSettings.Development, (key, value)), Is.Empty);
    }

    [TestCase("App:DrainDelay", "00:05:01")]
    [TestCase("App:BaseUrl", "ftp://example.com")]
    [TestCase("App:BaseUrl", "/relative")]
    [TestCase("App:KnownProxies:0", "10.0.0.0/33")]
    [TestCase("Admin:Emails:0", "nobody")]
    [TestCase("Auth:SigningKeys:0", "c2hvcnQ=")]
    [TestCase("Auth:PasswordHashIterations", "209999")]
    [TestCase("Auth:PasswordHashing:Concurrency", "257")]
    [TestCase("Auth:PasswordHashing:QueueLength", "-7")]
    [TestCase("Auth:Lockout:MailsPerHour", "1001")]
    [TestCase("Email:Smtp:Timeout", "00:00:00.5")]
    [TestCase("Email:Smtp:MaxConnections", "51")]
    [TestCase("Email:Smtp:IdleTimeout", "00:10:01")]
    [TestCase("Email:Smtp:OutagePause", "00:00:00.9")]
    [TestCase("Email:Smtp:MaxOutagePause", "01:00:01")]
    [TestCase("RateLimits:Auth:PermitLimit", "-7")]
    public void A_value_out_of_its_range_is_a_fault_under_its_full_key(string key, string value)
    {
        var fault = FaultsOf(TestSettings.Production, (key, value)).Single();

        Assert.That(fault.Message, Does.Not.Contain(value));
        Assert.That(fault.Key, Is.EqualTo(key));
    }

    [Test]
    public void A_longest_pause_that_is_shorter_than_the_first_is_a_fault() =>
        Assert.That(FaultsOf(TestSettings.Production, ("Email:Smtp:OutagePause", "00:02:01")),
            Is.EqualTo(new[] { new SettingsFault("Email:Smtp:MaxOutagePause", "is shorter than Email:Smtp:OutagePause.") }));

    [TestCase("PostgreSql", null, "is missing; PostgreSql needs one.")]
    [TestCase("SqlServer", "", "is missing; SqlServer needs one.")]
    [TestCase("PostgreSql", "hush", "is not a connection string.")]
    [TestCase("Sqlite", "hush", "names a SQLite file that cannot be opened for writing.")]
    public void A_database_that_cannot_be_named_is_a_fault(string engine, string? connectionString, string message) =>
        Assert.That(FaultsOf(TestSettings.Production, ("Database:Provider", engine), ("ConnectionStrings:Default", connectionString)),
            Is.EqualTo(new[] { new SettingsFault("ConnectionStrings:Default", message) }));

    [Test]
    public void Nested_and_listed_settings_reach_their_options()
    {
        var services = new ServiceCollection();
        services.AddInfrastructure(Reader(TestSettings.Production, ("Auth:SigningKeys:1", TestSettings.OtherSigningKey), ("auth:lockout:maxfailures", "6")));

        var options = (AuthOptions)services.Single(service => service.ServiceType == typeof(AuthOptions)).ImplementationInstance!;
        Assert.That(options.SigningKeys, Is.EqualTo(new[] { TestSettings.SigningKey, TestSettings.OtherSigningKey }));
        Assert.That(options.Lockout.MaxFailures, Is.EqualTo(6));
    }

    [Test]
    public void A_list_entry_that_is_null_in_a_settings_file_is_a_fault()
    {
        var reader = new SettingsReader(TestSettings.With([.. Complete, ("Auth:SigningKeys:0", null)]), TestSettings.Production);

        new ServiceCollection().AddInfrastructure(reader);

        Assert.That(reader.EnsureFaultless, Throws.TypeOf<SettingsException>().With.Message.StartWith("Auth:SigningKeys:0: is not base64"));
    }

    private static IReadOnlyList<SettingsFault> FaultsOf(IHostEnvironment environment, params (string, string?)[] settings)
    {
        try
        {
            Compose(environment, settings).EnsureFaultless();
            return [];
        }
        catch (SettingsException faulty)
        {
            return faulty.Faults;
        }
    }

    private static SettingsReader Compose(IHostEnvironment environment, params (string, string?)[] settings)
    {
        var reader = Reader(environment, settings);
        new ServiceCollection().AddInfrastructure(reader);
        return reader;
    }

    // A key whose value is null is still a key; here it is not there at all.
    private static SettingsReader Reader(IHostEnvironment environment, params (string, string?)[] settings) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(TestSettings.With([.. Complete, .. settings]).AsEnumerable().Where(setting => setting.Value is not null))
            .Build(),
        environment);
}
