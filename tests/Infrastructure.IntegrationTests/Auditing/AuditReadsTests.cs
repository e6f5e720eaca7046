using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Domain.Auditing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Auditing;

/// <summary>The list is a statement of its own, which the model's filter of tenants does not reach.</summary>
internal sealed class AuditReadsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private static readonly AuditFilter Everything = new(null, null, null, null, null);

    private readonly (Guid Mine, Guid Theirs) _organizations = (Guid.CreateVersion7(Node.Monday), Guid.CreateVersion7(Node.Monday));

    [Test]
    public async Task An_organization_sees_its_own_lines_and_who_has_entered_none_sees_none()
    {
        var mine = await StoreAsync(_organizations.Mine, 2);
        var theirs = await StoreAsync(_organizations.Theirs, 1);
        await StoreAsync(organizationId: null, 1);

        Assert.That(await ListAsync(_organizations.Mine, Everything), Is.EqualTo(mine.Reverse()));
        Assert.That(await ListAsync(_organizations.Theirs, Everything), Is.EqualTo(theirs));
        Assert.That(await ListAsync(entered: null, Everything), Is.Empty);
    }

    [Test]
    public async Task No_filter_leads_to_another_organization()
    {
        await StoreAsync(_organizations.Theirs, 3);

        foreach (var filter in new[]
        {
            Everything with { Action = "members.removed" }, Everything with { From = Node.Monday }, Everything with { To = Node.Monday.AddDays(1) },
        })
            Assert.That(await ListAsync(_organizations.Mine, filter), Is.Empty, filter.ToString());
    }

    [Test]
    public async Task A_span_begins_with_its_first_moment_and_ends_before_its_last_in_whatever_zone_it_is_told()
    {
        var lines = await StoreAsync(_organizations.Mine, 4);
        var zone = TimeSpan.FromHours(5);

        var found = await ListAsync(_organizations.Mine, Everything with { From = TimeOf(1).ToOffset(zone), To = TimeOf(3).ToOffset(zone) });

        Assert.That(found, Is.EqualTo(new[] { lines[2], lines[1] }));
    }

    [Test]
    public async Task Pages_follow_each_other_under_a_filter()
    {
        var lines = await StoreAsync(_organizations.Mine, 3);

        var page = await ListAsync(_organizations.Mine, Everything with { Action = "members.removed" }, after: lines[2], limit: 1);

        Assert.That(page, Is.EqualTo(new[] { lines[1], lines[0] }), "one more than asked for tells that there is more");
    }

    private static DateTimeOffset TimeOf(int line) => Node.Monday.AddSeconds(line);

    private async Task<IReadOnlyList<Guid>> StoreAsync(Guid? organizationId, int count)
    {
        var lines = Enumerable.Range(0, count)
            .Select(i => new AuditEntry(TimeOf(i), new AuditSource(null, null, null, null), "members.removed", Guid.CreateVersion7(TimeOf(i)), organizationId, null))
            .ToList();
        await using var db = Database.Open();
        db.AddRange(lines);
        await db.SaveChangesAsync();
        return [.. lines.Select(line => line.Id)];
    }

    private Task<IReadOnlyList<Guid>> ListAsync(Guid? entered, AuditFilter filter, Guid? after = null, int limit = 20) => Node.InScopeAsync(async scope =>
    {
        if (entered is { } id)
            scope.GetRequiredService<Tenant>().Enter(id);
        var entries = await scope.GetRequiredService<IAuditReads>().ListAsync(filter, new PageRequest(after, limit), CancellationToken.None);
        return (IReadOnlyList<Guid>)[.. entries.Select(entry => entry.Id)];
    });
}
