using System.Globalization;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>Whenever the process dies, rows and bytes agree again once it is back and has swept.</summary>
[NonParallelizable]
public sealed class CrashTests
{
    private const int Customers = 4;
    private const int Seed = 6;

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(0.4);
    private static readonly string[] Open = ["pending", "processing", "dead"];

    private static IEnumerable<TestCaseData> Bucket =>
        TestEnvironment.S3 is { } server ? [new TestCaseData(server).SetArgDisplayNames("S3")] : [];

    [Test]
    public async Task After_seventy_five_kills_during_uploads_deletions_and_processing_rows_and_bytes_agree()
    {
        await using var folder = new FolderStorage();
        await RowsAndBytesAgreeAsync(folder, kills: 75, largest: 2_000_000);
    }

    // Of more than one part, and with fewer kills: only how bytes are written and forgotten differs from a folder.
    [TestCaseSource(nameof(Bucket))]
    public async Task After_twenty_five_kills_during_uploads_deletions_and_processing_rows_and_the_objects_of_a_bucket_agree(string server)
    {
        await using var bucket = await BucketStorage.MakeAsync(server);
        await RowsAndBytesAgreeAsync(bucket, kills: 25, largest: 6_000_000);
    }

    private static async Task RowsAndBytesAgreeAsync(Storage storage, int kills, int largest)
    {
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {Seed}"));
        // As many attempts as there are kills: that the last one of a message dies, too, is another subject.
        await using var site = await Site.CreateAsync(Engine.Sqlite,
        [
            .. storage.Settings, ("Files__OrphanAge", "00:00:02"), ("Jobs__PollInterval", "00:00:00.2"), ("Jobs__LeaseDuration", "00:00:01"),
            ("Jobs__RetryBaseDelay", "00:00:00.1"), ("Jobs__RetryMaxDelay", "00:00:00.5"), ("Jobs__MaxAttempts", "100"),
            ("Billing__Plans__0__Limits__FilesPerMonth", "1000000"), ("Billing__Plans__0__Limits__StorageBytes", "100000000000"),
            ("Serilog__MinimumLevel__Default", "Warning"),
        ]);
        var node = await site.StartAsync();
        var ada = await Person.JoinAsync(node, "admin@mysaas.local");
        var organization = $"/api/v1/organizations/{(await ada.PostAsync("/api/v1/organizations", new { name = "Engines" })).Expect(201).Json.Text("id")}";

        await node.KillAsync();
        var customers = await KillAsync(site, ada, organization, kills, largest);

        ada.Node = await site.StartAsync();
        var stock = await Eventually.GetAsync(
            async () => await SweepAsync(ada) ? await Stocktaking.TakeAsync(ada, organization, storage) : null,
            stock => stock is { Agrees: true }, "rows and bytes agree", TimeSpan.FromSeconds(30));
        var kept = customers.SelectMany(customer => customer.Kept).ToList();
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kept.Count} kept, {customers.Sum(customer => customer.Deleted.Count)} deleted, {customers.Sum(customer => customer.Lost)} without an answer; {stock}"));

        Assert.That(stock!.Rows.Values.Select(row => row.Text("status")), Is.All.EqualTo("ready"));
        Assert.That(kept.Where(file => !stock.Rows.ContainsKey(file.Key)), Is.Empty, "what was taken is there");
        Assert.That(kept.Where(file => file.Value is { } hash && stock.Rows[file.Key].Text("sha256") != hash), Is.Empty, "as it was taken");
        Assert.That(customers.SelectMany(customer => customer.Deleted).Where(stock.Rows.ContainsKey), Is.Empty, "what was deleted is gone");
        Assert.That(customers.Sum(customer => customer.Lost), Is.GreaterThan(kills), "the kills hit customers at work");
    }

    private static async Task<IReadOnlyList<Customer>> KillAsync(Site site, Person ada, string organization, int kills, int largest)
    {
        var luck = new Random(Seed);
        var customers = Enumerable.Range(1, Customers).Select(number => new Customer(ada, $"{organization}/files", largest, Seed + number)).ToList();
        using var stop = new CancellationTokenSource();
        await using var shift = new Shift(site);
        var work = customers.Select(customer => Task.Run(() => customer.WorkAsync(shift, stop.Token))).ToList();

        for (var kill = 1; kill <= kills; kill++)
        {
            await shift.KillOneAsync(LongestLife, luck, work);
            if (work.Find(done => done.IsFaulted) is { } failed)
                await failed;
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        return customers;
    }

    /// <summary>Runs the job and all that it leaves to be done; false when that is not over yet.</summary>
    private static async Task<bool> SweepAsync(Person admin)
    {
        (await admin.PostAsync("/api/v1/admin/jobs/files/run")).Expect(202);
        await Eventually.GetAsync(async () => await RunningAsync(admin), running => !running, "the sweep is over");
        foreach (var status in Open)
            if ((await admin.GetAsync($"/api/v1/admin/messages?status={status}")).Expect(200).Json.GetProperty("items").GetArrayLength() > 0)
                return false;
        return true;
    }

    private static async Task<bool> RunningAsync(Person admin) =>
        (await admin.GetAsync("/api/v1/admin/jobs")).Expect(200).Json.GetProperty("items").EnumerateArray().Single(job => job.Text("name") == "files")
            .GetProperty("runs").EnumerateArray().Any(run => run.Text("outcome") == "running");
}
