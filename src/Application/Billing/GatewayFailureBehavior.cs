using MediatR;
using Microsoft.Extensions.Logging;
using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// What the payment provider's silence, and its no, mean to whoever asked. An answer that it would replay to the same key is
/// noted, so that the next try of the same goes under another one.
/// </summary>
public sealed partial class GatewayFailureBehavior<TRequest, TResponse>(
    IFailedWrites failedWrites, ILogger<GatewayFailureBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IInOrganization { OrganizationId: var organizationId })
            return await next();

        try
        {
            return await next();
        }
        catch (GatewayUnavailableException silence)
        {
            LogFailure(logger, Name, silence.Message);
            if (silence.IsReplayed)
                await failedWrites.NoteAsync(organizationId);
            throw GatewayUnavailableException.Refusal.AsException();
        }
        catch (GatewayRefusedException refused)
        {
            LogFailure(logger, Name, refused.Message);
            await failedWrites.NoteAsync(organizationId);
            throw SubscriptionRefusals.Of(refused).AsException();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{UseCase} failed at the payment provider: {Failure}")]
    private static partial void LogFailure(ILogger logger, string useCase, string failure);
}

/// <summary>
/// Counts what failed at the provider, at once and outside of the unit of work: it survives the refusal of the use case, and of a
/// request that is undone as a whole, and a caller who has hung up.
/// </summary>
public interface IFailedWrites
{
    Task NoteAsync(Guid organizationId);
}
