using Microsoft.Extensions.DependencyInjection;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

internal static class SchedulerSetup
{
    /// <summary>The same on all nodes: it is how Quartz tells whose plan a row in its tables belongs to.</summary>
    private const string Name = "MySaas";

    /// <summary>Jobs at once on one node; there are few, and their work is the database's.</summary>
    private const int Parallelism = 4;

    public static void AddScheduler(this IServiceCollection services, DatabaseConnection database)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(Parallelism);
            quartz.UseStore(database);
        });
        services.AddOptions<QuartzSchedulerOptions>().Configure(scheduler =>
            (scheduler.InstanceName, scheduler.InstanceId) = (Name, NodeName.Value));

        services.AddSingleton<JobPlan>();
        services.AddSingleton<JobScheduler>();
        services.AddHostedService(sp => sp.GetRequiredService<JobScheduler>());
        services.AddTransient<ScheduledJob>();
        services.AddHealthChecks().AddCheck<SchedulerHealthCheck>("scheduler");
    }
}
