using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Auditing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Organizations;

/// <summary>The first page of a list of a million beside that of a thousand, in the same database and by turns.</summary>
internal static class ListSpeed
{
    private const int Reads = 400;

    private static readonly AuditFilter Everything = new(null, null, null, null, null);
    private static readonly PageRequest First = new(After: null, PageRequest.DefaultLimit);

    public static async Task RunAsync(OrganizationCrowds crowds)
    {
        Console.WriteLine();
        Console.WriteLine($"### {crowds.Database.Engine}: {PageRequest.DefaultLimit} of {OrganizationCrowds.Many:N0} beside {PageRequest.DefaultLimit} of {OrganizationCrowds.Few:N0}, median ms");
        Console.WriteLine();
        Console.WriteLine("| list | of the small | of the large | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await MeasureAsync("audit log", crowds, scope => scope.GetRequiredService<IAuditReads>().ListAsync(Everything, First, CancellationToken.None));
        await MeasureAsync("members", crowds, scope => scope.GetRequiredService<IOrganizationReads>().ListMembersAsync(First, CancellationToken.None));
        await ExplainAsync(crowds);
    }

    private static async Task MeasureAsync(string list, OrganizationCrowds crowds, Func<IServiceProvider, Task> read)
    {
        var (small, large) = (new List<double>(), new List<double>());
        for (var i = -50; i < Reads; i++)
        {
            var (few, many) = (await TimeAsync(crowds, crowds.Small, read), await TimeAsync(crowds, crowds.Large, read));
            if (i < 0)
                continue;
            small.Add(few);
            large.Add(many);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {list} | {small.Median():N3} | {large.Median():N3} | {large.Median() / small.Median():N2} |"));
    }

    private static async Task<double> TimeAsync(OrganizationCrowds crowds, Guid organization, Func<IServiceProvider, Task> read)
    {
        await using var scope = crowds.Node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(organization);
        var started = Stopwatch.GetTimestamp();
        await read(scope.ServiceProvider);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task ExplainAsync(OrganizationCrowds crowds)
    {
        var isPostgreSql = crowds.Database.Engine is DatabaseProvider.PostgreSql;
        string[] queries = isPostgreSql
            ? [$"EXPLAIN SELECT * FROM audit_entries WHERE organization_id = '{crowds.Large}' ORDER BY id DESC LIMIT 21",
               $"EXPLAIN SELECT * FROM memberships WHERE organization_id = '{crowds.Large}' ORDER BY id DESC LIMIT 21"]
            : [$"EXPLAIN QUERY PLAN SELECT * FROM AuditEntries WHERE OrganizationId = '{crowds.Large.ToString().ToUpperInvariant()}' ORDER BY Id DESC LIMIT 21",
               $"EXPLAIN QUERY PLAN SELECT * FROM Memberships WHERE OrganizationId = '{crowds.Large.ToString().ToUpperInvariant()}' ORDER BY Id DESC LIMIT 21"];
        Console.WriteLine();
        foreach (var query in queries)
        {
            await using var connection = await crowds.Database.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            await using var plan = await command.ExecuteReaderAsync();
            while (await plan.ReadAsync())
                Console.WriteLine($"    {plan.GetValue(plan.FieldCount - 1)}");
        }
    }
}
