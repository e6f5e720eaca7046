using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;
using MySaas.Infrastructure.Persistence;
using Npgsql;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.Growth;

/// <summary>
/// What the product says to its database costs the same however many rows there are: every list, claim, sweep, count and look-up there is, as
/// PostgreSQL has run it. Lists are asked for two rows and sweeps for one.
/// </summary>
internal sealed class GrowthTests
{
    private const int Rows = 25_000;

    /// <summary>That a step of a plan may have in its hands.</summary>
    private const int MostRows = 200;

    /// <summary>That a statement may touch. 25 rows of the audit log, which has the most indexes, take 700 when they are changed.</summary>
    private const int MostPages = 900;

    /// <summary>What may grow, by the words that tell the statement.</summary>
    private static readonly (string Call, string Statement, string Reason)[] Growing =
    [
        ("UserReads.ListAsync(search, page, ct)", "LIKE", "an administrator's search for a part of a word, which no ordinary index finds"),
        ("OrganizationReads.ListAllAsync(search, page, ct)", "LIKE", "the same"),
        ("UsageReads.CountMembersAsync(ct)", "count(*)", "one organization's members, by an index alone: 1 ms for 10,000"),
        ("UsageTable.HoldMembersAsync(ct)", "count(*)", "the same, when one joins"),
        ("ReconciliationRepository.ListAsync(customerIds, claimants, ct)", "count(*)", "the same, once a night"),
        ("ReconciliationRepository.ListUncomparedAsync(since, after, limit, ct)", "FROM subscriptions", "each once a night: a batch reads on where the one before ended"),
        ("FilesUsage.AddUpAsync(ct)", "sum(", "one organization's files, once a night, for the counter that answers by day"),
        ("BusinessMetricsRepository.CountAsync(day, ct)", "count(", "the figures of the whole business, once a night"),
        ("BusinessMetricsRepository.CountAsync(day, ct)", "sum(", "the same"),
    ];

    // The first answers by itself that the row is there already.
    private static readonly string[] Silent = ["IdempotencyTable.InsertAsync(run, requestHash, now, ct)", .. QueryTests.Silent];

    private readonly PlanLog _plans = new();
    private Arguments _arguments = null!;
    private TestDatabase? _database;
    private Node _node = null!;

    // What returns nothing works on what the process holds, and is saved with the rest.
    private static IEnumerable<DatabaseCall> Calls => Engines.Available.Contains(DatabaseProvider.PostgreSql)
        ? DatabaseCall.All.Where(call => call.Method.ReturnType != typeof(void))
        : [];

    private static IEnumerable<TestCaseData> Cases => Calls.Select(call => new TestCaseData(call).SetArgDisplayNames(call.ToString()));

    [OneTimeSetUp]
    public async Task Fill()
    {
        if (!Calls.Any())
            return;
        _database = await TestDatabase.MigratedAsync(DatabaseProvider.PostgreSql);
        await using var db = _database.Open();
        _arguments = new Arguments(db.Model);
        await new Crowd(Rows, Samples.Id, Node.Monday).FillAsync(db);

        var telling = PlanLog.Telling(_database.ConnectionString);
        _node = new Node(DatabaseProvider.PostgreSql, telling, replace: services =>
        {
            Node.Intercept(services, DatabaseProvider.PostgreSql, _plans);
            services.AddSingleton(new DirectSql(SqlDialect.Of(DatabaseProvider.PostgreSql), () => _plans.Watch(new NpgsqlConnection(telling))));
        });
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        if (_database is null)
            return;
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_call_reads_a_few_rows_of_many(object call)
    {
        var plans = await PlansOfAsync((DatabaseCall)call);

        var mayGrow = Growing.Where(growing => growing.Call == call.ToString()).Select(growing => growing.Statement).ToList();
        Assert.That(plans.Where(plan => !IsFlat(plan) && !mayGrow.Any(plan.Text.Contains)), Is.Empty);
        Assert.That(mayGrow.Where(words => !plans.Any(plan => !IsFlat(plan) && plan.Text.Contains(words, StringComparison.Ordinal))), Is.Empty, "it grows no more");
    }

    private async Task<IReadOnlyList<Plan>> PlansOfAsync(DatabaseCall call)
    {
        var isInserted = false;
        foreach (var arguments in _arguments.For(call.Method))
        {
            try
            {
                await CallAsync(call, arguments);
            }
            catch (Exception there) when (there is DuplicateException or DbException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                isInserted = true;               // a row that is there already: what an insert costs does not grow
            }
        }

        var plans = _plans.Take();
        Assert.That(plans.Count > 0 || isInserted || Silent.Contains(call.ToString()), "it has said nothing");
        return plans;
    }

    private async Task CallAsync(DatabaseCall call, object?[] arguments)
    {
        await using var scope = _node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(Samples.Id);
        await using var undone = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.BeginTransactionAsync();
        await call.InvokeAsync(scope.ServiceProvider, arguments);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(CancellationToken.None);
    }

    private static bool IsFlat(Plan plan) => plan.Pages <= MostPages && plan.Steps.All(IsFlat);

    private static bool IsFlat(Step step) => step.Rows <= MostRows && (step.Kind != "Seq Scan" || Crowd.SmallTables.Contains(step.Table));
}
