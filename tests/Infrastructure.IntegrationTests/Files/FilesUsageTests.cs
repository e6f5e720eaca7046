using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Domain.Files;
using MySaas.Infrastructure.IntegrationTests.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Files;

/// <summary>What the counter of storage is compared with.</summary>
internal sealed class FilesUsageTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task It_is_what_files_have_and_what_uploads_hold()
    {
        var (mine, theirs) = (await Tenancy.FoundAsync(Node), await Tenancy.FoundAsync(Node));
        await AddAsync(mine, db => db.AddRange(FileOf(mine, 100), FileOf(mine, 20, rejected: true), Holding(mine, 3)));
        await AddAsync(theirs, db => db.Add(FileOf(theirs, 5000)));

        var used = await Node.InScopeAsync(scope =>
        {
            mine.Enter(scope);
            return scope.GetRequiredService<IUsageSource>().AddUpAsync(default);
        });

        Assert.That(used, Is.EqualTo(103));
    }

    private Task AddAsync(Tenancy tenancy, Action<AppDbContext> add) => tenancy.CommitAsync(Node, scope =>
    {
        add(scope.GetRequiredService<AppDbContext>());
        return Task.CompletedTask;
    });

    private Upload Holding(Tenancy tenancy, long bytes)
    {
        var upload = Upload.Begin(tenancy.Id, uploaderId: null, TimeSpan.FromHours(1), Node.Now);
        upload.Extend(bytes, Node.Now.AddHours(1));
        return upload;
    }

    private StoredFile FileOf(Tenancy tenancy, long size, bool rejected = false)
    {
        var file = Holding(tenancy, size).Complete("a.txt", "text/plain", size, new string('0', 64), Node.Now);
        if (rejected)
            file.Reject("files.infected");
        return file;
    }
}
