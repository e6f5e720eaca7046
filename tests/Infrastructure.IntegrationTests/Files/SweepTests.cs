using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Users;
using MySaas.Domain.Auditing;
using MySaas.Domain.Files;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>Bytes without a row go when they are old, rows without bytes are told of, and what stands still comes to an end.</summary>
internal sealed class SweepTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(2);

    private DirectoryInfo _root = null!;
    private Node _node = null!;
    private Tenancy _tenancy = null!;

    private IFileStorage Storage => _node.Get<IFileStorage>();

    [SetUp]
    public async Task StartNodeWithStorage()
    {
        _root = Directory.CreateTempSubdirectory("mysaas-sweep-");
        _node = new Node(Database, settings: ("Storage:Local:Root", _root.FullName));
        _tenancy = await Tenancy.FoundAsync(_node);
    }

    [TearDown]
    public async Task StopNodeWithStorage()
    {
        await _node.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Test]
    public async Task Old_bytes_that_no_row_speaks_of_go_and_all_others_stay()
    {
        var ready = await AddAsync(NewFile(file => file.BecomeReady()));
        var drawn = await AddAsync(NewFile(file => file.AddThumbnail(1), file => file.BecomeReady()));
        var cleaned = await AddAsync(NewFile(file => file.Replace(FilePart.Cleaned, 1, "hash"), file => file.BecomeReady()));
        var processing = await AddAsync(NewFile());
        var rejected = await AddAsync(NewFile(file => file.Reject("files.infected")));
        var upload = await AddUploadAsync();
        StorageKey[] kept =
        [
            await StoreAsync(ready), await StoreAsync(drawn), await StoreAsync(drawn, FilePart.Thumbnail), await StoreAsync(cleaned, FilePart.Cleaned),
            await StoreAsync(processing), await StoreAsync(processing, FilePart.Cleaned), await StoreAsync(upload), await StoreAsync(Guid.CreateVersion7(), age: TimeSpan.Zero),
        ];
        StorageKey[] orphans =
        [
            await StoreAsync(Guid.CreateVersion7()), await StoreAsync(ready, FilePart.Thumbnail), await StoreAsync(cleaned), await StoreAsync(rejected),
        ];

        var count = await SendAsync(new SweepStorage());

        Assert.That(count, Is.EqualTo(orphans.Length));
        Assert.That(await ListAsync(), Is.EquivalentTo(kept));
    }

    [Test]
    public async Task Bytes_under_another_organizations_name_are_nobodys()
    {
        var file = await AddAsync(NewFile(ready => ready.BecomeReady()));
        await StoreAsync(file, ownerId: Guid.CreateVersion7());

        Assert.That(await SendAsync(new SweepStorage()), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_packed_goes_once_its_link_has_died()
    {
        var (ofTeam, ofPerson) = (await AddExportAsync(), await AddAccountExportAsync());
        StorageKey[] kept = [await StoreAsync(ofTeam), await StoreAsync(ofPerson.Id, ownerId: ofPerson.UserId)];
        await StoreAsync(ofTeam, ownerId: ofPerson.UserId);
        await StoreAsync(ofPerson.Id);

        Assert.That(await SendAsync(new SweepStorage()), Is.EqualTo(2), "those under another owner's name");
        Assert.That(await ListAsync(), Is.EquivalentTo(kept));

        _node.Clock.Advance(AuditLogExport.Lifetime + TimeSpan.FromSeconds(1));
        Assert.That((await SendAsync(new PruneAuditLogExports()), await SendAsync(new PruneExports())), Is.EqualTo((1, 1)));

        Assert.That(await SendAsync(new SweepStorage()), Is.EqualTo(2));
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task More_objects_than_a_batch_are_all_looked_at()
    {
        for (var i = 0; i < 501; i++)
            await StoreAsync(Guid.CreateVersion7());

        Assert.That(await SendAsync(new SweepStorage()), Is.EqualTo(501));
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task An_upload_that_stands_still_is_closed_and_one_that_goes_on_is_not()
    {
        var (still, flowing) = (await AddUploadAsync(), await AddUploadAsync());
        _node.Clock.Advance(TimeSpan.FromMinutes(50));
        await _tenancy.CommitAsync(_node, async scope => (await scope.GetRequiredService<IUploadRepository>().GetAsync(flowing, default)).Extend(0, _node.Now.AddHours(1)));
        _node.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.That(await SendAsync(new ExpireUploads()), Is.EqualTo(1));
        await HandleAsync(new ExpireUpload(_tenancy.Id, still));
        await HandleAsync(new ExpireUpload(_tenancy.Id, flowing));

        await using var db = Database.Open();
        Assert.That(db.Uploads.OfAllOrganizations().Select(upload => upload.Id), Is.EqualTo(new[] { flowing }));
        Assert.That(db.OutboxMessages.Select(message => message.Type), Is.EquivalentTo(new[] { "files.expire_upload.v1", "files.remove_bytes.v1" }));
    }

    [Test]
    public async Task A_file_that_is_processed_for_days_is_rejected()
    {
        var (stuck, ready) = (await AddAsync(NewFile()), await AddAsync(NewFile(file => file.BecomeReady())));
        _node.Clock.Advance(TimeSpan.FromHours(25));
        var young = await AddAsync(NewFile());

        Assert.That(await SendAsync(new RejectStuckFiles()), Is.EqualTo(1));
        await HandleAsync(new RejectStuckFile(_tenancy.Id, stuck));
        await HandleAsync(new RejectStuckFile(_tenancy.Id, ready));

        await using var db = Database.Open();
        var statuses = db.Files.OfAllOrganizations().ToDictionary(file => file.Id, file => file.Status);
        Assert.That((statuses[stuck], statuses[ready], statuses[young]), Is.EqualTo((FileStatus.Rejected, FileStatus.Ready, FileStatus.Processing)));
    }

    [Test]
    public async Task A_file_whose_bytes_are_lost_fails_the_job_and_is_named()
    {
        var (there, lost, cut) = (
            await AddAsync(NewFile(file => file.BecomeReady())), await AddAsync(NewFile(file => file.BecomeReady())), await AddAsync(NewFile(file => file.Replace(FilePart.Original, 7, "hash"), file => file.BecomeReady())));
        await StoreAsync(there);
        await StoreAsync(cut);

        await Assert.ThatAsync(() => SendAsync(new FindLostBytes()), Throws.InvalidOperationException.With.Message.Contains("2 of 3"));

        Assert.That(_node.Log.Lines, Has.Some.Contains($"{lost}").And.Some.Contains($"{cut}").And.None.Contains($"file {there}"));
    }

    private StoredFile NewFile(params Action<StoredFile>[] changes)
    {
        var file = Upload.Begin(_tenancy.Id, uploaderId: null, TimeSpan.FromHours(1), _node.Now).Complete("a.txt", "text/plain", 1, new string('0', 64), _node.Now);
        foreach (var change in changes)
            change(file);
        return file;
    }

    private async Task<Guid> AddAsync(StoredFile file)
    {
        await _tenancy.CommitAsync(_node, scope =>
        {
            file.TakeEvents();
            scope.GetRequiredService<IStoredFileRepository>().Add(file);
            return Task.CompletedTask;
        });
        return file.Id;
    }

    private async Task<Guid> AddUploadAsync()
    {
        var upload = Upload.Begin(_tenancy.Id, uploaderId: null, TimeSpan.FromHours(1), _node.Now);
        await _tenancy.CommitAsync(_node, scope =>
        {
            scope.GetRequiredService<IUploadRepository>().Add(upload);
            return Task.CompletedTask;
        });
        return upload.Id;
    }

    private async Task<Guid> AddExportAsync()
    {
        var (export, file) = (AuditLogExport.Request(_tenancy.Id, _node.Now), new PackedFile(Guid.CreateVersion7(), 1, "hash"));
        export.Pack(file, "token-hash");
        await _tenancy.CommitAsync(_node, scope =>
        {
            scope.GetRequiredService<IAuditLogExportRepository>().Add(export);
            return Task.CompletedTask;
        });
        return file.Id;
    }

    private async Task<AccountExport> AddAccountExportAsync()
    {
        var user = Make.User(_node.Now);
        var export = Make.Export(user, _node.Now);
        await _node.CommitAsync(db => db.AddRange(user, export));
        return export;
    }

    private async Task<StorageKey> StoreAsync(Guid id, FilePart part = FilePart.Original, TimeSpan? age = null, Guid? ownerId = null)
    {
        var key = new StorageKey(ownerId ?? _tenancy.Id, id, part);
        await Storage.WriteAsync(key, new MemoryStream([1]), default);
        var stored = _root.EnumerateFiles($"{id:N}.{(int)part}", SearchOption.AllDirectories)
            .Single(found => found.FullName.Contains($"{key.OwnerId:N}", StringComparison.Ordinal));
        stored.LastWriteTimeUtc = (_node.Now - (age ?? Old)).UtcDateTime;
        return key;
    }

    private async Task<List<StorageKey>> ListAsync()
    {
        var keys = new List<StorageKey>();
        await foreach (var stored in Storage.ListAsync(default))
            keys.Add(stored.Key);
        return keys;
    }

    private Task<int> SendAsync(IRequest<int> step) => _node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(step));

    private Task HandleAsync<TMessage>(TMessage message) => _tenancy.CommitAsync(
        _node, scope => scope.GetRequiredService<IMessageHandler<TMessage>>().HandleAsync(message, new MessageContext(Guid.CreateVersion7(), 1, _node.Now), default));
}
