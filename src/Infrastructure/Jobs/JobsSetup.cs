using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;
using Quartz;

namespace MySaas.Infrastructure.Jobs;

public static class JobsSetup
{
    public static IServiceCollection AddJobs(
        this IServiceCollection services, SettingsReader settings, AppOptions app, DatabaseOptions database)
    {
        var options = settings.Bind<JobsOptions>(services, "Jobs");
        services.AddSingleton<MessageSerializer>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<Completions>();
        services.AddSingleton<FailureBook>();
        services.AddSingleton<MessageProcessor>();
        if (database.Provider is DatabaseProvider.PostgreSql)
            AddPostgreSqlWakeUp(services);
        if (!app.WorksBackground)
            return services;

        services.AddHostedService<OutboxWorker>();
        services.AddQuartz(quartz => quartz.ScheduleJob<SweepOutbox>(trigger => trigger
            .WithIdentity(nameof(SweepOutbox))
            .WithSimpleSchedule(schedule => schedule.WithInterval(options.PollInterval).RepeatForever())));
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        services.AddHealthChecks().AddQuartz(check => check.Name = "scheduler");
        return services;
    }

    // In a method of its own that is not inlined: a process loads only the libraries of its own engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddPostgreSqlWakeUp(IServiceCollection services) => services.AddHostedService<PostgreSqlWakeUp>();
}

/// <summary>The safety net under the nudge: due retries, delayed messages and what a dead node left behind.</summary>
internal sealed class SweepOutbox(OutboxSignal signal) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        signal.Notify();
        return default;
    }
}
