using System.Diagnostics;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>No answer tells whether an address has an account, whether mail is up or down.</summary>
[OnEachEngine]
public sealed class EnumerationTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] FrontDoor = ["register", "login", "forgot-password", "resend-confirmation", "confirm-email", "reset-password"];

    [TestCaseSource(nameof(FrontDoor))]
    public async Task Known_unconfirmed_and_unknown_addresses_get_the_same_status_headers_and_body(string call)
    {
        var (confirmed, unconfirmed, unknown) = (await JoinAsync(), await RegisterAsync(), Stranger());

        var answers = await Task.WhenAll(CallAsync(call, confirmed), CallAsync(call, unconfirmed), CallAsync(call, unknown));

        Assert.That(answers, Is.All.EqualTo(answers[0]));
    }

    internal static async Task<string> CallAsync(string call, Person person)
    {
        var body = new { person.Email, Password = "not the password", displayName = "Ann", token = "garbage", newPassword = "seven green kettles" };
        return await (await person.Client.PostAsync($"auth/{call}", body)).WithoutIdsAsync();
    }
}

/// <summary>The same with a mail server that nobody answers at.</summary>
[OnEachEngine]
public sealed class EnumerationWhileMailIsDownTests(Engine engine) : ApiTests(engine)
{
    private static readonly string[] MailingCalls = ["register", "forgot-password", "resend-confirmation"];

    protected override TestSettings Settings =>
        new(("Email:Provider", "Smtp"), ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Port", "1"), ("Jobs:RetryBaseDelay", "00:10:00"));

    [TestCaseSource(nameof(MailingCalls))]
    public async Task Known_and_unknown_addresses_get_the_same_answer(string call)
    {
        var (known, unknown) = (await RegisterAsync(), Stranger());

        var answers = await Task.WhenAll(EnumerationTests.CallAsync(call, known), EnumerationTests.CallAsync(call, unknown));

        Assert.That(answers[0], Does.StartWith("202").And.EqualTo(answers[1]));
    }
}

/// <summary>Time bands, with passwords at full price.</summary>
[OnEachEngine, NonParallelizable]
public sealed class EnumerationByTimeTests(Engine engine) : ApiTests(engine)
{
    private const int Calls = 7;

    protected override TestSettings Settings => new() { HashesAtFullCost = true };

    [TestCase("register")]
    [TestCase("login")]
    public async Task An_unknown_address_takes_as_long_as_a_known_one(string call)
    {
        var known = await JoinAsync();
        await MedianAsync(call, Stranger);           // warms up

        var ratio = await MedianAsync(call, () => known) / await MedianAsync(call, Stranger);

        // A missing hash would make it some ten times faster; a busy machine does not make it twice as slow in the median.
        Assert.That(ratio, Is.InRange(0.4, 2.5));
    }

    private Task<double> MedianAsync(string call, Func<string?, string, Person> stranger) => MedianAsync(call, () => stranger(null, Password));

    private static async Task<double> MedianAsync(string call, Func<Person> person)
    {
        var times = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            var watch = Stopwatch.StartNew();
            await EnumerationTests.CallAsync(call, person());
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Calls / 2);
    }
}
