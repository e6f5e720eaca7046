using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySaas.Infrastructure.Common;

namespace MySaas.WebApi.Operations;

/// <summary>
/// The first thing at SIGTERM: <c>/readyz</c> turns 503 while the listener still answers, long enough for the balancers in
/// front to take the node out. Requests in flight then finish.
/// </summary>
internal sealed class Drain(AppOptions options, TimeProvider clock) : IHostedLifecycleService
{
    private volatile bool _started;

    public bool Started => _started;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return options.DrainDelay > TimeSpan.Zero ? Task.Delay(options.DrainDelay, clock, cancellationToken) : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class DrainHealthCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(drain.Started ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
