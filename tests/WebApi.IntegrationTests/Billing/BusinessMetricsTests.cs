using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary><c>/admin/metrics/business</c>: how the business does.</summary>
[OnEachEngine]
internal sealed class BusinessMetricsTests(Engine engine) : BillingTests(engine)
{
    private SignedIn? _root;

    private SignedIn Root => _root ?? throw new InvalidOperationException("Nobody has signed in.");

    private DateOnly Today => DateOnly.FromDateTime(App.Clock.GetUtcNow().UtcDateTime);

    [OneTimeSetUp]
    public Task OpenTheAdministratorsAccountAsync() => JoinAsync(TestSettings.Administrator);

    [SetUp]
    public async Task SignInAsAdministratorAsync() => _root = await Stranger(TestSettings.Administrator).SignInAsync();

    [Test]
    public async Task Today_as_it_stands_and_yesterday_as_it_was_noted()
    {
        var before = (await ReadAsync())[0];
        await SubscribedAsync();
        await SubscribedAsync("business", "year");

        var today = (await ReadAsync())[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(today.Text("day"), Is.EqualTo(Text(Today)));
            Assert.That(Number(today, "activeSubscriptions") - Number(before, "activeSubscriptions"), Is.EqualTo(2));
            Assert.That(Number(today, "newSubscriptions") - Number(before, "newSubscriptions"), Is.EqualTo(2));
            Assert.That(Number(today, "signUps") - Number(before, "signUps"), Is.EqualTo(2));
            Assert.That(Number(today, "activeOrganizations") - Number(before, "activeOrganizations"), Is.EqualTo(2));
            Assert.That(MrrOf(today) - MrrOf(before), Is.EqualTo(Amount("pro_month") + (Amount("business_year") / 12)).Within(1));
        }

        App.Clock.Travel(TimeSpan.FromDays(1));
        await SignInAsAdministratorAsync();
        await Root.PostAsync("admin/jobs/business-metrics/run").ShouldBe(202);
        await App.WorkIsDoneAsync();

        var days = await ReadAsync();
        Assert.That(days.Select(day => day.Text("day")), Is.EqualTo(new[] { Text(Today), Text(Today.AddDays(-1)) }));
        Assert.That(MrrOf(days[1]), Is.EqualTo(MrrOf(today)));
        Assert.That(Number(days[0], "newSubscriptions"), Is.Zero);
    }

    [Test]
    public async Task Who_leaves_is_churn_and_no_revenue()
    {
        var team = await SubscribedAsync();
        var before = (await ReadAsync())[0];

        await Dashboard.V1.Subscriptions.CancelAsync(OfStripe(team).Id);
        await SettleAsync();

        var after = (await ReadAsync())[0];
        Assert.That(Number(after, "churned") - Number(before, "churned"), Is.EqualTo(1));
        Assert.That(MrrOf(before) - MrrOf(after), Is.EqualTo(Amount("pro_month")));
    }

    [Test]
    public async Task Days_that_are_asked_for_are_what_comes()
    {
        Assert.That(await ReadAsync($"?from={Text(Today.AddDays(-400))}&to={Text(Today.AddDays(-100))}"), Is.Empty);
        Assert.That(await ReadAsync($"?from={Text(Today)}&to={Text(Today)}"), Has.Count.EqualTo(1));
        Assert.That(await ReadAsync($"?from={Text(Today.AddDays(-365))}"), Is.Not.Empty);
    }

    [Test]
    public async Task The_days_come_by_mail_as_a_file()
    {
        await SubscribedAsync();
        var day = (await ReadAsync())[0];

        await Root.PostAsync($"admin/metrics/business/export?from={Text(Today)}&to={Text(Today)}").ShouldBe(202);
        var link = (await Root.Person.MailAsync("figures of MySaas are ready")).Link;
        var file = await App.Client().GetAsync(link.PathAndQuery).ShouldBe(200);
        using var text = new StreamReader(new GZipStream(await file.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var lines = (await text.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();

        Assert.That(file.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("business-metrics.csv.gz"));
        Assert.That(lines, Has.Count.EqualTo(2));
        var cells = lines[0].Zip(lines[1]).ToDictionary();
        Assert.That(cells["Day"], Is.EqualTo(Text(Today)));
        Assert.That(cells["ActiveSubscriptions"], Is.EqualTo(Number(day, "activeSubscriptions").ToString(CultureInfo.InvariantCulture)));
        Assert.That(cells["Mrr_usd"], Is.EqualTo(MrrOf(day).ToString(CultureInfo.InvariantCulture)));
        await App.Client().GetAsync($"{link.AbsolutePath}?token=wrong").ShouldBeProblem(404, "not_found");
    }

    [Test]
    public async Task A_range_that_is_none_or_too_long_is_refused()
    {
        await Root.GetAsync($"admin/metrics/business?from={Text(Today)}&to={Text(Today.AddDays(-1))}").ShouldBeInvalid("from");
        await Root.GetAsync($"admin/metrics/business?from={Text(Today.AddDays(-366))}").ShouldBeInvalid("from");
        await Root.GetAsync("admin/metrics/business?from=yesterday").ShouldBeInvalid("from");
        await Root.GetAsync("admin/metrics/business?to=0001-01-01").ShouldBe(200);
        await (await SignedInAsync()).GetAsync("admin/metrics/business").ShouldBeProblem(403, "auth.forbidden");
        await Root.PostAsync($"admin/metrics/business/export?from={Text(Today)}&to={Text(Today.AddDays(-1))}").ShouldBeInvalid("from");
        await (await SignedInAsync()).PostAsync("admin/metrics/business/export").ShouldBeProblem(403, "auth.forbidden");
    }

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(string query = "") =>
        [.. (await Root.GetAsync($"admin/metrics/business{query}").ShouldBeJson()).GetProperty("items").EnumerateArray()];

    private long Amount(string lookupKey) => (long)Stripe.Prices.Single(price => price.LookupKey == lookupKey).UnitAmount;

    private static long MrrOf(JsonElement day) =>
        day.GetProperty("mrr").EnumerateArray().Where(money => money.Text("currency") == "usd").Sum(money => money.GetProperty("amount").GetInt64());

    private static int Number(JsonElement day, string name) => day.GetProperty(name).GetInt32();

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
