using Microsoft.AspNetCore.Diagnostics;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.WebApi.Common;

/// <summary>The one place where exceptions become answers.</summary>
internal sealed partial class ExceptionToProblem(ILogger<ExceptionToProblem> logger, IHostEnvironment environment) : IExceptionHandler
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case RefusedException refused:
                await httpContext.WriteAsync(refused.Refusal);
                return true;
            case BrokenRuleException broken:
                await httpContext.WriteProblemAsync(StatusCodes.Status409Conflict, broken.Code, broken.Message);
                return true;
            case NotAllowedException:
                await httpContext.WriteAsync(Refusal.Forbidden(exception.Message));
                return true;
            case BadHttpRequestException bad:
                await httpContext.WriteStatusAsync(bad.StatusCode);
                return true;
            case IOException { Source: Kestrel }:                     // a body whose framing overflows or breaks off
                await httpContext.WriteStatusAsync(StatusCodes.Status400BadRequest);
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;      // nobody is left to read it
                return true;
            case var failure when DatabaseFaults.IsUnavailable(failure):
                LogUnavailable(logger, failure.GetType().Name);
                httpContext.Response.Headers.RetryAfter = "5";
                await httpContext.WriteStatusAsync(StatusCodes.Status503ServiceUnavailable);
                return true;
        }

        LogFailure(logger, exception);
        if (environment.IsDevelopment())
            await httpContext.WriteProblemAsync(StatusCodes.Status500InternalServerError, "internal_error", exception.ToString());
        else
            await httpContext.WriteStatusAsync(StatusCodes.Status500InternalServerError);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The database is not available ({Error})")]
    private static partial void LogUnavailable(ILogger logger, string error);

    [LoggerMessage(LogLevel.Error, "The request failed")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
