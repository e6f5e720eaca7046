using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>The safety net under the nudge and the workers' own timers: due messages do not lie about. Counts them.</summary>
public sealed record SweepOutbox : IJobStep, IQuery<int>;

public sealed class SweepOutboxHandler(IOutboxCare outbox) : IRequestHandler<SweepOutbox, int>
{
    public Task<int> Handle(SweepOutbox query, CancellationToken ct) => outbox.SweepAsync(ct);
}
