using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>The size of a file is nothing to the memory of the process.</summary>
[NonParallelizable, Platform("Linux", Reason = "Only Linux says what the peak of another process was, and forgets it when asked to.")]
public sealed class MemoryTests
{
    private const long MiB = 1024 * 1024;

    [Test]
    public async Task A_gibibyte_goes_up_and_down_within_32_MiB()
    {
        await using var site = await Site.CreateAsync(Engine.Sqlite,
            ("Billing__Plans__0__Limits__StorageBytes", "10000000000"), ("Serilog__MinimumLevel__Default", "Warning"));
        var node = await site.StartAsync();
        var ada = await Person.JoinAsync(node, "ada@example.test");
        var path = $"/api/v1/organizations/{(await ada.PostAsync("/api/v1/organizations", new { name = "Engines" })).Expect(201).Json.Text("id")}/files";
        await CarryAsync(ada, path, 256 * MiB);         // what is done for the first time takes memory of its own

        var before = PeakMemory.Reset(node.Run.ProcessId);
        await CarryAsync(ada, path, 1024 * MiB);
        var growth = PeakMemory.Read(node.Run.ProcessId) - before;

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before / MiB} MiB before, {growth / (double)MiB:N1} MiB more at the peak"));
        Assert.That(growth, Is.LessThan(32 * MiB));
    }

    private static async Task CarryAsync(Person person, string path, long size)
    {
        using var http = new HttpClient { BaseAddress = person.Node.Url, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);
        using var sent = new LongBody(size);
        using var form = new MultipartFormDataContent { { sent, "file", "long.bin" } };
        using var answer = await http.PostAsync(path, form);
        var file = (await Answer.ReadAsync(answer)).Expect(201).Json;
        Assert.That((file.GetProperty("size").GetInt64(), file.Text("sha256")), Is.EqualTo((size, sent.Sha256)));

        var place = $"{path}/{file.Text("id")}";
        await Eventually.GetAsync(async () => (await person.GetAsync(place)).Json.Text("status"), status => status == "ready", "it is ready", TimeSpan.FromMinutes(1));
        await using var received = await http.GetStreamAsync($"{place}/content");
        Assert.That(Convert.ToHexStringLower(await SHA256.HashDataAsync(received)), Is.EqualTo(sent.Sha256));
        (await person.Node.SendAsync(HttpMethod.Delete, place, accessToken: person.AccessToken)).Expect(204);
    }
}
