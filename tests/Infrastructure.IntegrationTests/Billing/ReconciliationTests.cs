using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.IntegrationTests.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing;

/// <summary>What the provider lists, or does not list, and what becomes of ours.</summary>
internal sealed class ReconciliationTests(DatabaseProvider engine) : JobTests(engine)
{
    private readonly ListingProvider _provider = new();

    [SetUp]
    public void ListOnePage() => _provider.Clear(pages: 1);

    [Test]
    public async Task What_the_provider_does_not_know_any_more_is_over()
    {
        var tenancy = await SubscribedAsync();
        _provider.Subscriptions.Clear();
        _provider.Listed.Clear();

        await ReconcileAsync();

        Assert.That((await StoredAsync(tenancy)).Status, Is.EqualTo(SubscriptionStatus.Canceled));
        Assert.That((await DriftAsync()).Select(entry => (entry.Field, entry.Ours, entry.Stripes)), Does.Contain(("status", "active", "canceled")));
    }

    [Test]
    public async Task An_empty_list_and_silence_end_nothing()
    {
        var tenancy = await SubscribedAsync();
        _provider.Listed.Clear();

        await ReconcileAsync(silentAfterTheList: true);

        Assert.That((await StoredAsync(tenancy)).Status, Is.EqualTo(SubscriptionStatus.Active));
        Assert.That(await DriftAsync(), Is.Empty);
    }

    [Test]
    public async Task One_that_is_not_listed_and_still_known_goes_on()
    {
        var tenancy = await SubscribedAsync();
        _provider.Listed.Clear();

        await ReconcileAsync();

        Assert.That((await StoredAsync(tenancy)).Status, Is.EqualTo(SubscriptionStatus.Active));
        Assert.That(await DriftAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_as_we_have_it_costs_no_call_but_the_list()
    {
        var tenancy = await SubscribedAsync();

        await ReconcileAsync();

        Assert.That(_provider.Asked, Has.Count.EqualTo(1));
        await using var db = Database.Open();
        Assert.That(await db.OutboxMessages.CountAsync(message => message.Type == "billing.reconcile_subscription.v1"), Is.Zero);
        Assert.That((await StoredAsync(tenancy)).ComparedAt, Is.EqualTo(Node.Now));
    }

    [Test]
    public async Task What_was_processed_since_the_list_was_read_is_no_drift()
    {
        var tenancy = await SubscribedAsync();
        var seen = Told("sub_1") with { Seats = 7 };
        _provider.Listed[0] = new ListedSubscription(seen, Claimant: null);
        _provider.Subscriptions["sub_1"] = seen;
        await using var worker = Worker();
        await worker.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new ReconcileSubscriptions()));
        await WorkAsync(worker);                 // the page, which finds it other than ours

        await tenancy.CommitAsync(Node, async scope =>
            (await scope.GetRequiredService<ISubscriptionRepository>().FindAsync(CancellationToken.None))!.Settle([seen], Node.Now));
        await WorkToTheEndAsync(worker);

        Assert.That(await DriftAsync(), Is.Empty);
    }

    [Test]
    public async Task One_that_names_an_organization_of_ours_is_taken_in_and_a_strangers_is_not()
    {
        var tenancy = await Tenancy.FoundAsync(Node);
        foreach (var (id, claimant) in new[] { ("sub_1", (Guid?)tenancy.Id), ("sub_2", Guid.CreateVersion7()), ("sub_3", null) })
        {
            _provider.Subscriptions[id] = Told(id) with { CustomerId = $"cus_of_{id}", LatestInvoiceId = null };
            _provider.Listed.Add(new ListedSubscription(_provider.Subscriptions[id], claimant));
        }

        await ReconcileAsync();

        Assert.That((await StoredAsync(tenancy)).State, Is.EqualTo(_provider.Subscriptions["sub_1"]));
        Assert.That((await DriftAsync()).Select(entry => (entry.Field, entry.Ours, entry.Stripes)), Is.EquivalentTo(new[]
        {
            ("subscriptionId", null, "sub_1"), ("status", "none", "active"), ("planCode", "free", "pro"),
        }));
        await using var db = Database.Open();
        Assert.That(await db.Subscriptions.OfAllOrganizations().CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_payment_that_changed_nothing_else_is_found_by_the_latest_invoice()
    {
        var tenancy = await SubscribedAsync(invoice: InvoiceStatus.Open);
        _provider.Invoices["in_1"] = Bill(InvoiceStatus.Paid);

        await ReconcileAsync();

        Assert.That((await DriftAsync()).Select(entry => (entry.Field, entry.Ours, entry.Stripes)), Is.EqualTo(new[] { ("latestInvoice", "open", "paid") }));
        await using var db = Database.Open();
        Assert.That((await db.Invoices.OfAllOrganizations().SingleAsync(found => found.OrganizationId == tenancy.Id)).Status, Is.EqualTo(InvoiceStatus.Paid));
    }

    [Test]
    public async Task Drift_is_listed_once_and_goes_after_90_days()
    {
        await SubscribedAsync();
        _provider.Subscriptions["sub_1"] = Told("sub_1") with { CancelAtPeriodEnd = true };
        _provider.Listed[0] = new ListedSubscription(_provider.Subscriptions["sub_1"], Claimant: null);

        await ReconcileAsync();
        await ReconcileAsync();

        Assert.That((await DriftAsync()).Select(entry => (entry.Field, entry.RepairedAt)), Is.EqualTo(new[] { ("cancelAtPeriodEnd", Node.Now) }));
        Node.Clock.Advance(TimeSpan.FromDays(91));
        Assert.That(await Node.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new PruneDrift())), Is.EqualTo(1));
    }

    private Node Worker(params (string Key, string? Value)[] settings) =>
        new(Database, Node.Clock, services => services.AddSingleton(_provider.Gateway), settings);

    private async Task ReconcileAsync(bool silentAfterTheList = false)
    {
        await using var worker = Worker();
        await worker.InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(new ReconcileSubscriptions()));
        await WorkAsync(worker);
        _provider.IsDown = silentAfterTheList;
        await WorkToTheEndAsync(worker);
    }

    private static async Task WorkToTheEndAsync(Node worker)
    {
        while (await WorkAsync(worker) > 0)
        {
            // The next step is due at once.
        }
    }

    private async Task<Tenancy> SubscribedAsync(InvoiceStatus invoice = InvoiceStatus.Paid)
    {
        var tenancy = await Tenancy.FoundAsync(Node);
        var told = Told("sub_1");
        _provider.Subscriptions["sub_1"] = told;
        _provider.Listed.Add(new ListedSubscription(told, Claimant: null));
        _provider.Invoices["in_1"] = Bill(invoice);
        await tenancy.CommitAsync(Node, scope =>
        {
            var subscription = Subscription.Open(tenancy.Id, Node.Now);
            subscription.Settle([told], Node.Now);
            scope.GetRequiredService<ISubscriptionRepository>().Add(subscription);
            scope.GetRequiredService<IInvoiceRepository>().Add(Invoice.Of(tenancy.Id, _provider.Invoices["in_1"]));
            return Task.CompletedTask;
        });
        return tenancy;
    }

    private SubscriptionState Told(string id) => new()
    {
        SubscriptionId = id,
        CustomerId = "cus_1",
        Status = SubscriptionStatus.Active,
        PlanCode = "pro",
        Interval = BillingInterval.Month,
        Seats = 0,       // nobody is in these organizations
        UnitAmount = 1200,
        Currency = "usd",
        CreatedAt = Node.Monday,
        CurrentPeriodStart = Node.Monday,
        CurrentPeriodEnd = Node.Monday.AddMonths(1),
        LatestInvoiceId = "in_1",
    };

    private static InvoiceState Bill(InvoiceStatus status) =>
        new("in_1", "cus_1", "sub_1", "A-1", status, 1200, status is InvoiceStatus.Paid ? 1200 : 0, "usd", Node.Monday, HostedUrl: null, PdfUrl: null);

    private async Task<Subscription> StoredAsync(Tenancy tenancy)
    {
        await using var db = Database.Open();
        return await db.Subscriptions.OfAllOrganizations().SingleAsync(found => found.OrganizationId == tenancy.Id);
    }

    private Task<IReadOnlyList<DriftDto>> DriftAsync() => Node.InScopeAsync(scope =>
        scope.GetRequiredService<IDriftReads>().ListAsync(new PageRequest(After: null, Limit: 100), CancellationToken.None));
}
