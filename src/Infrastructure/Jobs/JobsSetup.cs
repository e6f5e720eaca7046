using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.Jobs;

public static class JobsSetup
{
    internal static IServiceCollection AddJobs(
        this IServiceCollection services, SettingsReader settings, AppOptions app, DatabaseConnection database)
    {
        settings.Bind<JobsOptions>(services, "Jobs", options => JobSchedules.Check(settings, options));
        services.AddSingleton<MessageSerializer>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<ICommitObserver>(sp => sp.GetRequiredService<OutboxSignal>());
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton<OutboxCensus>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<Completions>();
        services.AddSingleton<FailureBook>();
        services.AddSingleton<MessageProcessor>();
        services.AddScoped<IOutboxCare, OutboxCare>();
        services.AddSingleton<JobSchedules>();
        services.AddSingleton<IJobSchedules>(sp => sp.GetRequiredService<JobSchedules>());
        services.AddSingleton<JobHistory>();
        services.AddSingleton<IJobRunner, JobRunner>();

        if (database.Provider is DatabaseProvider.PostgreSql)
            AddPostgreSqlWakeUp(services);
        if (!app.WorksBackground)
            return services;

        services.AddHostedService<OutboxGauges>();
        services.AddHostedService<OutboxWorker>();
        services.AddScheduler(database);
        return services;
    }

    // In a method of its own that is not inlined: a process loads only the libraries of its own engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddPostgreSqlWakeUp(IServiceCollection services) => services.AddHostedService<PostgreSqlWakeUp>();
}
