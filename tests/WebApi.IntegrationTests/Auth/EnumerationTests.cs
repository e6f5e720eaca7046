using System.Diagnostics;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>No answer tells whether an address has an account, whether mail is up or down.</summary>
[OnEachEngine]
public sealed class EnumerationTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] FrontDoor =
        ["register", "login", "forgot-password", "resend-confirmation", "confirm-email", "reset-password"];

    [TestCaseSource(nameof(FrontDoor))]
    public async Task Known_unconfirmed_and_unknown_addresses_get_the_same_status_headers_and_body(string call)
    {
        var (confirmed, unconfirmed, unknown) = (await JoinAsync(), await RegisterAsync(), Stranger());

        var answers = await Task.WhenAll(CallAsync(call, confirmed), CallAsync(call, unconfirmed), CallAsync(call, unknown));

        Assert.That(answers, Is.All.EqualTo(answers[0]));
    }

    internal static async Task<string> CallAsync(string call, Person person)
    {
        var body = new
        {
            person.Email,
            Password = "not the password",
            displayName = "Ann",
            token = "garbage",
            newPassword = "seven green kettles",
        };
        return await (await person.Client.PostAsync($"auth/{call}", body)).WithoutIdsAsync();
    }
}

/// <summary>The same with a mail server that nobody answers at.</summary>
[OnEachEngine]
public sealed class EnumerationWhileMailIsDownTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] MailingCalls = ["register", "forgot-password", "resend-confirmation"];

    protected override TestSettings Settings => new(
        ("Email:Provider", "Smtp"), ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", "1"),
        ("Email:Smtp:OutagePause", "00:10:00"), ("Email:Smtp:MaxOutagePause", "00:10:00"), ("Jobs:RetryBaseDelay", "00:10:00"));

    [TestCaseSource(nameof(MailingCalls))]
    public async Task Known_and_unknown_addresses_get_the_same_answer(string call)
    {
        var (known, unknown) = (await RegisterAsync(), Stranger());

        var answers = await Task.WhenAll(EnumerationTests.CallAsync(call, known), EnumerationTests.CallAsync(call, unknown));

        Assert.That(answers[0], Does.StartWith("202").And.EqualTo(answers[1]));
    }

    [Test]
    public async Task A_mail_that_waits_is_unreadable_in_the_database()
    {
        var ann = await RegisterAsync();
        await App.WorkIsDoneAsync();

        var outbox = await App.Database.DumpAsync("OutboxMessages");

        Assert.That(outbox, Does.Contain("notifications.send_email.v1").And.Contain("Pending"));
        Assert.That(outbox, Does.Not.Contain(ann.Email).IgnoreCase);
    }
}

/// <summary>Time bands, with passwords at full price.</summary>
[OnEachEngine, NonParallelizable]
public sealed class EnumerationByTimeTests(Engine engine) : ApiTests(engine)
{
    private const int Pairs = 7;

    protected override TestSettings Settings => new() { HashesAtFullCost = true };

    [Test]
    public async Task Signing_in_with_an_unknown_address_takes_as_long_as_with_a_known_one()
    {
        var (ann, known, unknown) = (await JoinAsync(), new List<double>(), new List<double>());
        await TimeAsync(Stranger());                // warms up

        for (var i = 0; i < Pairs; i++)              // in turns, so that a busy moment hits both
        {
            known.Add(await TimeAsync(ann));
            unknown.Add(await TimeAsync(Stranger()));
        }

        // A missing hash would make it some ten times faster.
        Assert.That(Median(known) / Median(unknown), Is.InRange(0.4, 2.5));
    }

    private static async Task<double> TimeAsync(Person person)
    {
        var watch = Stopwatch.StartNew();
        await EnumerationTests.CallAsync("login", person);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Pairs / 2);
}
