using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MySaas.Domain.Auditing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Auditing;

/// <summary>The database itself lets nobody rewrite the record, whatever the code does.</summary>
internal sealed class AppendOnlyTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly DateTimeOffset Lately = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_line_can_neither_be_changed_nor_deleted()
    {
        using (Assert.EnterMultipleScope())
        {
            await ShouldBeRefusedAsync(lines => lines.ExecuteUpdateAsync(set => set.SetProperty(line => line.Action, "nothing.happened")));
            await ShouldBeRefusedAsync(lines => lines.ExecuteUpdateAsync(set => set.SetProperty(line => line.Data, "{}")));
            await ShouldBeRefusedAsync(lines => lines.ExecuteUpdateAsync(set => set.SetProperty(line => line.At, Node.Monday)));
            await ShouldBeRefusedAsync(lines => lines.ExecuteDeleteAsync());
        }
    }

    [Test]
    public async Task An_erased_person_can_be_taken_out_and_an_old_line_can_go()
    {
        await using var db = Database.Open();
        await AddLineAsync(db, Node.Monday);
        var lines = db.AuditEntries.OfAllOrganizations();

        await lines.ExecuteUpdateAsync(set => set
            .SetProperty(line => line.ActorId, Guid.CreateVersion7())
            .SetProperty(line => line.Data, (string?)null)
            .SetProperty(line => line.IpAddress, (string?)null));

        Assert.That(await lines.ExecuteDeleteAsync(), Is.EqualTo(1));
    }

    // In a transaction that is never committed: what cannot be deleted would stay for the next test.
    private async Task ShouldBeRefusedAsync(Func<IQueryable<AuditEntry>, Task<int>> rewrite)
    {
        await using var db = Database.Open();
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await AddLineAsync(db, Lately);

            await Assert.ThatAsync(() => rewrite(db.AuditEntries.OfAllOrganizations()), Throws.InstanceOf<DbException>());
        });
    }

    private static async Task AddLineAsync(AppDbContext db, DateTimeOffset at)
    {
        db.Add(new AuditEntry(
            at, new AuditSource(Guid.CreateVersion7(at), null, "203.0.113.9", "request-1"), "members.removed",
            Guid.CreateVersion7(at), Guid.CreateVersion7(at), """{"role":"owner"}"""));
        await db.SaveChangesAsync();
    }
}
