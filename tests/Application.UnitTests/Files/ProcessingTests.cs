using Moq;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.UnitTests.Billing;
using MySaas.Domain.Files;

namespace MySaas.Application.UnitTests.Files;

/// <summary>The order of the steps, and what becomes of a file whose step does not succeed.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly List<IMessage> _queued = [];
    private readonly List<long> _givenBack = [];
    private readonly Mock<IStoredFileRepository> _files = new();
    private readonly Processing _processing;

    public ProcessingTests()
    {
        var outbox = new Mock<IOutbox>();
        outbox.Setup(box => box.Add(It.IsAny<IMessage>(), It.IsAny<DateTimeOffset?>())).Callback<IMessage, DateTimeOffset?>((message, _) => _queued.Add(message));
        var plan = new PlanWorld();
        plan.AtCommit.Setup(changes => changes.GiveBack("storageBytes", It.IsAny<int>(), It.IsAny<long>()))
            .Callback<string, int, long>((_, _, amount) => _givenBack.Add(amount));
        _processing = new Processing(outbox.Object, _files.Object, plan.Usage);
    }

    [Test]
    public async Task A_text_is_scanned_and_then_ready()
    {
        var file = Begun("text/plain");
        Assert.That((file.Step, _queued), Is.EqualTo(("scan", new IMessage[] { Scan(file) })));

        await _processing.RunAsync(Scan(file), Attempt(), _ => Task.CompletedTask, default);

        Assert.That((file.Status, file.Step), Is.EqualTo((FileStatus.Ready, (string?)null)));
        Assert.That(_queued, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_image_goes_through_all_steps_one_message_each()
    {
        var file = Begun("image/jpeg");

        await _processing.RunAsync(Scan(file), Attempt(), _ => Task.CompletedTask, default);
        await _processing.RunAsync(new CleanImage(file.OrganizationId, file.Id), Attempt(), _ => Task.CompletedTask, default);
        Assert.That((file.Status, file.Step), Is.EqualTo((FileStatus.Processing, "thumbnail")));
        await _processing.RunAsync(new DrawThumbnail(file.OrganizationId, file.Id), Attempt(), _ => Task.CompletedTask, default);

        Assert.That(file.Status, Is.EqualTo(FileStatus.Ready));
        Assert.That(_queued.Select(message => message.GetType().Name), Is.EqualTo(new[] { "ScanFile", "CleanImage", "DrawThumbnail" }));
    }

    [Test]
    public async Task A_step_that_is_done_is_not_done_again()
    {
        var file = Begun("image/jpeg");
        await _processing.RunAsync(Scan(file), Attempt(), _ => Task.CompletedTask, default);

        await _processing.RunAsync(Scan(file), Attempt(2), _ => throw new AssertionException("It is done."), default);

        Assert.That((file.Step, _queued.Count), Is.EqualTo(("clean", 2)));
    }

    [Test]
    public async Task A_file_that_is_gone_needs_nothing()
    {
        var file = Begun("text/plain");
        _files.Reset();

        await _processing.RunAsync(Scan(file), Attempt(), _ => throw new AssertionException("It is gone."), default);
    }

    [Test]
    public async Task A_file_that_becomes_smaller_gives_room_back()
    {
        var file = Begun("image/jpeg");

        await _processing.RunAsync(
            Scan(file), Attempt(),
            cleaned =>
            {
                cleaned.Replace(FilePart.Cleaned, 1, new string('1', 64));
                return Task.CompletedTask;
            },
            default);

        Assert.That(_givenBack, Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public async Task A_rejected_file_goes_no_further()
    {
        var file = Begun("image/jpeg");

        await _processing.RunAsync(
            Scan(file), Attempt(),
            scanned =>
            {
                scanned.RecordScan(ScanState.Infected, "Eicar");
                return Task.CompletedTask;
            },
            default);

        Assert.That((file.Status, _queued.Count), Is.EqualTo((FileStatus.Rejected, 1)));
    }

    [Test]
    public void A_failure_is_the_queues_as_long_as_there_are_attempts()
    {
        var file = Begun("text/plain");

        Assert.That(() => _processing.RunAsync(Scan(file), Attempt(), _ => throw new IOException(), default), Throws.TypeOf<IOException>());

        Assert.That(file.IsAt("scan"), Is.True);
    }

    [Test]
    public async Task The_last_failure_rejects_the_file()
    {
        var file = Begun("text/plain");

        await _processing.RunAsync(Scan(file), Attempt(8, isLast: true), _ => throw new IOException(), default);

        Assert.That((file.Status, file.RejectedBecause), Is.EqualTo((FileStatus.Rejected, "files.processing_failed")));
        Assert.That(_givenBack, Is.EqualTo(new[] { 3L }));
    }

    [Test]
    public void A_scanner_that_is_away_rejects_nothing()
    {
        var file = Begun("text/plain");

        Assert.That(
            () => _processing.RunAsync(Scan(file), Attempt(8, isLast: true), _ => throw new PostponedException(Monday, "away"), default),
            Throws.TypeOf<PostponedException>());

        Assert.That(file.IsAt("scan"), Is.True);
    }

    private static ScanFile Scan(StoredFile file) => new(file.OrganizationId, file.Id);

    private static MessageContext Attempt(int attempt = 1, bool isLast = false) => new(Guid.CreateVersion7(), attempt, Monday, isLast);

    private StoredFile Begun(string contentType)
    {
        var file = Upload.Begin(Guid.CreateVersion7(), uploaderId: null, TimeSpan.FromHours(1), Monday)
            .Complete("a", contentType, 3, new string('0', 64), Monday);
        _files.Setup(files => files.FindAsync(file.Id, It.IsAny<CancellationToken>())).ReturnsAsync(file);
        _processing.Begin(file);
        return file;
    }
}
