using MediatR;
using MySaas.Application.Jobs;

namespace MySaas.Application.Common;

/// <summary>Deletes stored answers that nobody is promised any more.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneIdempotencyKeys(int Limit = 1000) : IBatchStep;

public sealed class PruneIdempotencyKeysHandler(IIdempotencyKeyRepository keys, TimeProvider clock) : IRequestHandler<PruneIdempotencyKeys, int>
{
    public Task<int> Handle(PruneIdempotencyKeys command, CancellationToken ct) =>
        keys.DeleteOlderAsync(clock.GetUtcNow() - IIdempotencyKeyRepository.KeptFor, command.Limit, ct);
}

public interface IIdempotencyKeyRepository
{
    /// <summary>How long an answer is kept; the contract's 24 hours.</summary>
    static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Deletes keys that were first seen before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken ct);
}
