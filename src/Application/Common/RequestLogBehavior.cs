using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.Extensions.Logging;
using MySaas.Domain.Common;

namespace MySaas.Application.Common;

/// <summary>
/// One line per use case: its name, how long it took, how it ended, for whom. Never what was in it. A question that was answered has nothing to
/// add to its request's own line, and is told at Debug.
/// </summary>
public sealed partial class RequestLogBehavior<TRequest, TResponse>(
    ILogger<RequestLogBehavior<TRequest, TResponse>> logger, ICaller caller, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private const string Done = "ok";

    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Telemetry.Source.StartActivity(Name);
        var started = clock.GetTimestamp();
        var outcome = "failed";
        try
        {
            var response = await next();
            outcome = (response as IOutcome)?.Refusal?.Code ?? Done;
            return response;
        }
        catch (RefusedException refused)
        {
            outcome = refused.Refusal.Code;
            throw;
        }
        catch (BrokenRuleException broken)
        {
            outcome = broken.Code;
            throw;
        }
        finally
        {
            activity?.SetTag("mysaas.outcome", outcome);
            LogRequest(
                logger, request is IBaseCommand || outcome != Done ? LogLevel.Information : LogLevel.Debug,
                Name, outcome, clock.GetElapsedTime(started).TotalMilliseconds, caller.UserId);
        }
    }

    [LoggerMessage("{UseCase} {Outcome} in {Milliseconds:0.0} ms for {UserId}")]
    private static partial void LogRequest(ILogger logger, LogLevel level, string useCase, string outcome, double milliseconds, Guid? userId);
}

/// <summary>What the product tells OpenTelemetry under its own name.</summary>
public static class Telemetry
{
    public const string Name = "MySaas";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);
}
