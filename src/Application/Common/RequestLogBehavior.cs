using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.Extensions.Logging;
using MySaas.Domain.Common;

namespace MySaas.Application.Common;

/// <summary>One line per use case: its name, how long it took, how it ended, for whom. Never what was in it.</summary>
public sealed partial class RequestLogBehavior<TRequest, TResponse>(
    ILogger<RequestLogBehavior<TRequest, TResponse>> logger, ICaller caller, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Telemetry.Source.StartActivity(Name);
        var started = clock.GetTimestamp();
        var outcome = "failed";
        try
        {
            var response = await next();
            outcome = (response as IOutcome)?.Refusal?.Code ?? "ok";
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
            LogRequest(logger, Name, outcome, clock.GetElapsedTime(started).TotalMilliseconds, caller.UserId);
        }
    }

    [LoggerMessage(LogLevel.Information, "{UseCase} {Outcome} in {Milliseconds:0.0} ms for {UserId}")]
    private static partial void LogRequest(ILogger logger, string useCase, string outcome, double milliseconds, Guid? userId);
}

/// <summary>What the product tells OpenTelemetry under its own name.</summary>
public static class Telemetry
{
    public const string Name = "MySaas";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);
}
