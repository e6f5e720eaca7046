using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Billing;

/// <summary>Forgets drift that was repaired 90 days ago.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneDrift(int Limit = 1000) : IBatchStep;

public sealed class PruneDriftHandler(IDriftRepository drift, TimeProvider clock) : IRequestHandler<PruneDrift, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public Task<int> Handle(PruneDrift command, CancellationToken ct) => drift.DeleteOlderAsync(clock.GetUtcNow() - KeptFor, command.Limit, ct);
}
