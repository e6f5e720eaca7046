using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Billing;

/// <summary>Deletes events that are done or ignored and were received 90 days ago. Unfinished and dead ones stay, whatever their age.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneWebhookEvents(int Limit = 1000) : IBatchStep;

public sealed class PruneWebhookEventsHandler(IWebhookEventRepository events, TimeProvider clock) : IRequestHandler<PruneWebhookEvents, int>
{
    // Well past the 30 days for which the provider lists its events: what is forgotten here must not come in again as missed.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public Task<int> Handle(PruneWebhookEvents command, CancellationToken ct) =>
        events.DeleteFinishedAsync(clock.GetUtcNow() - KeptFor, command.Limit, ct);
}
