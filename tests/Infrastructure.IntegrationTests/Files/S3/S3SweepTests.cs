using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.IntegrationTests.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Files.S3;

/// <summary>The sweep over a bucket, whose server tells the age of what is in it.</summary>
internal sealed class S3SweepTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static IEnumerable<Bucket> Buckets => Bucket.Server is null ? [] : [new Bucket()];

    [TestCaseSource(nameof(Buckets))]
    public async Task What_no_row_speaks_of_goes_when_it_is_old_and_all_else_stays(Bucket bucket)
    {
        await using var own = bucket;
        await own.MakeAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node = new Node(Database, clock, settings: [.. own.Settings]);
        var tenancy = await Tenancy.FoundAsync(node);
        var upload = Upload.Begin(tenancy.Id, uploaderId: null, TimeSpan.FromHours(1), node.Now);
        await tenancy.CommitAsync(node, scope =>
        {
            scope.GetRequiredService<IUploadRepository>().Add(upload);
            return Task.CompletedTask;
        });
        var (storage, kept) = (node.Get<IFileStorage>(), new StorageKey(tenancy.Id, upload.Id, FilePart.Original));
        StorageKey[] orphans = [.. Enumerable.Range(0, 60).Select(_ => new StorageKey(tenancy.Id, Guid.CreateVersion7(), FilePart.Original))];
        await Parallel.ForEachAsync([.. orphans, kept], async (key, ct) => await storage.WriteAsync(key, new MemoryStream([1]), ct));
        await own.Client.InitiateMultipartUploadAsync(own.Options.Bucket, ObjectName.Of(orphans[0]));

        Assert.That(await SweepAsync(node), Is.Zero, "all is young");
        clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await SweepAsync(node), Is.EqualTo(orphans.Length + 1), "and an upload in parts that nobody ended");
        Assert.That(await storage.ListAsync(default).Select(stored => stored.Key).ToListAsync(), Is.EqualTo(new[] { kept }));
        Assert.That(await own.CountUnfinishedAsync(), Is.Zero);
    }

    private static Task<int> SweepAsync(Node node) => node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new SweepStorage()));
}
