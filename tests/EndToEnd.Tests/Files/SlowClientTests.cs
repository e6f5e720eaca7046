using System.Globalization;
using System.Net.Http.Headers;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>Strangers who take their time, or send more pieces than anybody needs: over real sockets, for the server's own limits stand there.</summary>
[NonParallelizable]
public sealed class SlowClientTests
{
    private const long MiB = 1024 * 1024;
    private const int Slow = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private Site _site = null!;
    private Node _node = null!;
    private Person _ada = null!;
    private string _organization = "";

    private string Files => $"{_organization}/files";

    [OneTimeSetUp]
    public async Task Open()
    {
        _site = await Site.CreateAsync(Engine.Sqlite,
            ("Files__StallTimeout", "00:00:02"), ("Billing__Plans__0__Limits__FilesPerMonth", "1000000"), ("Serilog__MinimumLevel__Default", "Warning"));
        _node = await _site.StartAsync();
        _ada = await Person.JoinAsync(_node, "ada@example.test");
        _organization = $"/api/v1/organizations/{(await _ada.PostAsync("/api/v1/organizations", new { name = "Engines" })).Expect(201).Json.Text("id")}";
        await UploadAsync(new byte[MiB]);
    }

    [OneTimeTearDown]
    public async Task Close() => await _site.DisposeAsync();

    [Test]
    public async Task Who_stalls_or_dribbles_is_sent_away_costs_little_and_leaves_nothing()
    {
        var before = OperatingSystem.IsLinux() ? PeakMemory.Reset(_node.Run.ProcessId) : 0;
        var stored = Stored();
        var slow = new List<RawConnection>();
        for (var number = 0; number < Slow; number++)
            slow.Add(await BeginUploadAsync());
        var dribbler = await BeginUploadAsync();
        using var enough = new CancellationTokenSource();
        var dribble = DribbleAsync(dribbler, enough.Token);

        (await _node.GetAsync("/healthz")).Expect(200);
        await UploadAsync(new byte[MiB]);
        var answers = await Task.WhenAll(slow.Append(dribbler).Select(connection => connection.ReadToEndAsync())).WaitAsync(Patience);
        await enough.CancelAsync();
        await dribble;

        Assert.That(answers, Is.All.StartsWith("HTTP/1.1 408 "));
        await Eventually.ThatAsync(() => Stored() == stored + 1, "what they sent is gone");
        var used = (await _ada.GetAsync($"{_organization}/entitlements")).Json.GetProperty("limits").GetProperty("storageBytes").GetProperty("used").GetInt64();
        Assert.That(used, Is.EqualTo((stored + 1) * MiB));
        slow.ForEach(connection => connection.Dispose());
        dribbler.Dispose();
        if (OperatingSystem.IsLinux())
            Expect(PeakMemory.Read(_node.Run.ProcessId) - before, Slow);      // a MiB each
    }

    [Test, Platform("Linux", Reason = "Only Linux says which files another process has open.")]
    public async Task Who_asks_for_a_file_and_does_not_read_it_is_cut_off()
    {
        var file = await UploadAsync(new byte[32 * MiB]);
        await Eventually.GetAsync(async () => (await _ada.GetAsync($"{Files}/{file}")).Json.Text("status"), status => status == "ready", "it is ready");

        using var connection = await RawConnection.OpenAsync(_node.Url);
        await connection.SendAsync($"GET {Files}/{file}/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_ada.AccessToken}\r\n\r\n");
        await Eventually.ThatAsync(() => IsOpen(file), "it is being sent");
        await Eventually.ThatAsync(() => !IsOpen(file), "it is given up", Patience);

        Assert.That((await connection.ReadToEndAsync()).Length, Is.LessThan(32 * MiB));
        Assert.That((await _node.SendAsync(HttpMethod.Delete, $"{Files}/{file}", accessToken: _ada.AccessToken)).Status, Is.EqualTo(204));
        await Eventually.ThatAsync(() => !Directory.EnumerateFiles(Storage, $"{Guid.Parse(file):N}.*", SearchOption.AllDirectories).Any(), "its bytes are gone");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Ten_thousand_parts_are_refused_in_no_time(bool beginsWithTheFile)
    {
        var before = OperatingSystem.IsLinux() ? PeakMemory.Reset(_node.Run.ProcessId) : 0;
        var stored = Stored();
        using var form = new MultipartFormDataContent();
        if (beginsWithTheFile)
            form.Add(new ByteArrayContent(new byte[1000]), "file", "a.bin");
        for (var number = 0; number < 10_000; number++)
            form.Add(new ByteArrayContent(new byte[1000]), string.Create(CultureInfo.InvariantCulture, $"field-{number}"));

        var answer = await PostAsync(form).WaitAsync(Patience);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "validation.failed")));
        await Eventually.ThatAsync(() => Stored() == stored, "nothing of it is kept");
        if (OperatingSystem.IsLinux())
            Expect(PeakMemory.Read(_node.Run.ProcessId) - before, 32);
    }

    private string Storage => Path.Combine(_site.Folder, ".data", "files");

    private int Stored() => Directory.EnumerateFiles(Storage, "*", SearchOption.AllDirectories).Count();

    /// <summary>The head of a form, the first 100 KB of a file in it, and nothing more.</summary>
    private async Task<RawConnection> BeginUploadAsync()
    {
        const string head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n";
        var connection = await RawConnection.OpenAsync(_node.Url);
        await connection.SendAsync(
            $"POST {Files} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {_ada.AccessToken}\r\n"
            + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n{head}");
        await connection.SendAsync(new byte[100_000]);
        return connection;
    }

    /// <summary>A byte now and then: the pace of the attack; nothing is awaited by it.</summary>
    private static async Task DribbleAsync(RawConnection connection, CancellationToken enough)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await pace.WaitForNextTickAsync(enough))
                await connection.SendAsync("x");
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
        }
    }

    private async Task<string> UploadAsync(byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "a.bin" } };
        return (await PostAsync(form)).Expect(201).Json.Text("id");
    }

    private async Task<Answer> PostAsync(HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Files) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _ada.AccessToken);
        using var answer = await _node.Http.SendAsync(request);
        return await Answer.ReadAsync(answer);
    }

    private bool IsOpen(string file) =>
        new DirectoryInfo($"/proc/{_node.Run.ProcessId}/fd").EnumerateFiles()
            .Any(descriptor => descriptor.LinkTarget?.Contains(Guid.Parse(file).ToString("N"), StringComparison.Ordinal) == true);

    private static void Expect(long growth, int atMost)
    {
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{growth / (double)MiB:N1} MiB more at the peak"));
        Assert.That(growth, Is.LessThan(atMost * MiB));
    }
}
