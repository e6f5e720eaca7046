using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Files;

/// <summary>A scanner that fails delays files, and at last they are rejected; nothing waits for ever, and nothing unscanned gets out.</summary>
[OnEachEngineAndStorage]
public sealed class FailingScannerTests(Engine engine, Storage storage) : ApiTests(engine, storage)
{
    private readonly MoodyScanner _scanner = new();

    protected override TestSettings Settings => new(("Jobs:MaxAttempts", "3"))
    {
        Services = services => services.AddSingleton<IMalwareScanner>(_scanner),
    };

    [TestCase(0, "ready", "clean")]
    [TestCase(2, "ready", "clean")]
    [TestCase(3, "rejected", "pending")]
    public async Task A_file_is_scanned_again_as_often_as_any_message(int failures, string status, string scan)
    {
        var shelf = new Shelf(App, await Team.FoundAsync(await SignedInAsync()));
        _scanner.FailuresLeft = failures;

        var file = await shelf.AddAsync("a.txt", [1]);

        Assert.That((file.Text("status"), file.Text("scan")), Is.EqualTo((status, scan)));
        if (status == "rejected")
            Assert.That(file.Text("rejectedBecause"), Is.EqualTo("files.processing_failed"));
    }

    private sealed class MoodyScanner : IMalwareScanner
    {
        private int _failuresLeft;

        public int FailuresLeft
        {
            set => _failuresLeft = value;
        }

        public Task<ScanVerdict> ScanAsync(Stream content, CancellationToken ct) => Interlocked.Decrement(ref _failuresLeft) < 0
            ? Task.FromResult(new ScanVerdict(ScanState.Clean))
            : throw new IOException("Not now.");
    }
}
