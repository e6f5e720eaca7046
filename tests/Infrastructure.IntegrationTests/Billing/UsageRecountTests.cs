using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>Counters are compared with what they count, which is here a number of the test's.</summary>
internal sealed class UsageRecountTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private readonly Dictionary<Guid, long> _there = [];

    private Node _node = null!;

    [SetUp]
    public void StartNodeWithSource()
    {
        _there.Clear();
        _node = new Node(Database, replace: services => services.Replace(
            ServiceDescriptor.Scoped<IUsageSource>(sp => new Source(_there, sp.GetRequiredService<Tenant>()))));
    }

    [TearDown]
    public ValueTask StopNodeWithSource() => _node.DisposeAsync();

    [Test]
    public async Task A_wrong_counter_is_put_right_and_told_and_a_right_one_is_left_alone()
    {
        var (wrong, right) = (await Tenancy.FoundAsync(_node), await Tenancy.FoundAsync(_node));
        await wrong.TryTakeAsync<StorageBytes>(_node, 500);
        await right.TryTakeAsync<StorageBytes>(_node, 7);
        (_there[wrong.Id], _there[right.Id]) = (300, 7);
        _node.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(await RunAsync(), Is.EqualTo(2));

        Assert.That(await wrong.UsedAsync<StorageBytes>(_node), Is.EqualTo(300));
        Assert.That(await right.UsedAsync<StorageBytes>(_node), Is.EqualTo(7));
        Assert.That(_node.Log.Lines.Where(line => line.Contains("The counter of", StringComparison.Ordinal)), Has.One.Contains($"{wrong.Id} said 500, and there are 300"));
    }

    [Test]
    public async Task A_run_deals_with_each_counter_once_a_batch_at_a_time()
    {
        for (var i = 0; i < 5; i++)
        {
            var tenancy = await Tenancy.FoundAsync(_node);
            await tenancy.TryTakeAsync<StorageBytes>(_node, 1);
            _there[tenancy.Id] = 1;
        }

        Assert.That(await RunAsync(limit: 2), Is.Zero, "they are as new as their first use");
        _node.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(await RunAsync(limit: 2), Is.EqualTo(2));
        Assert.That(await RunAsync(limit: 2), Is.EqualTo(2));
        Assert.That(await RunAsync(limit: 2), Is.EqualTo(1));
        Assert.That(await RunAsync(limit: 2), Is.Zero);
    }

    private Task<int> RunAsync(int limit = 100) =>
        _node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new RecountUsage(limit)));

    private sealed class Source(Dictionary<Guid, long> there, Tenant tenant) : IUsageSource
    {
        public string Limit => StorageBytes.Name;

        public Task<long> AddUpAsync(CancellationToken ct) => Task.FromResult(there[tenant.Id]);
    }
}
