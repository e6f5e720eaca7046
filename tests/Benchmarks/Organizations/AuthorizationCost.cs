using System.Diagnostics;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Organizations;

/// <summary>What the authorization behaviour takes of a read, with its one lookup cached as it is between requests.</summary>
internal static class AuthorizationCost
{
    private const int Reads = 2000;

    public static async Task RunAsync(OrganizationCrowds crowds)
    {
        var query = new GetOrganization(crowds.Large);
        var (whole, alone) = (new List<double>(), new List<double>());
        for (var i = -200; i < Reads; i++)
        {
            var (read, check) = (await TimeAsync(crowds, scope => scope.GetRequiredService<IMediator>().Send(query)), await TimeAsync(crowds, scope => CheckAsync(scope, query)));
            if (i < 0)
                continue;
            whole.Add(read);
            alone.Add(check);
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Authorization takes {alone.Median() * 1000:N1} µs of a read's {whole.Median() * 1000:N1} µs (medians, without HTTP): {alone.Median() / whole.Median():P1}."));
    }

    private static Task<OrganizationDetails> CheckAsync(IServiceProvider scope, GetOrganization query) =>
        new AuthorizationBehavior<GetOrganization, OrganizationDetails>(scope.GetRequiredService<ICaller>(), scope.GetRequiredService<OrganizationAccess>())
            .Handle(query, CancellationToken.None, () => Task.FromResult(new OrganizationDetails()));

    private static async Task<double> TimeAsync(OrganizationCrowds crowds, Func<IServiceProvider, Task> work)
    {
        await using var scope = crowds.Node.Services.CreateAsyncScope();
        var started = Stopwatch.GetTimestamp();
        await work(scope.ServiceProvider);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
