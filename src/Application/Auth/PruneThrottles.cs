using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Auth;

/// <summary>Deletes counts whose window is over; they would begin anew.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneThrottles(int Limit = 1000) : IBatchStep;

public sealed class PruneThrottlesHandler(IThrottle throttle, TimeProvider clock) : IRequestHandler<PruneThrottles, int>
{
    public Task<int> Handle(PruneThrottles command, CancellationToken ct) =>
        throttle.DeleteEndedAsync(clock.GetUtcNow(), command.Limit, ct);
}
