using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>All that plans limit, one line each.</summary>
public static class Limits
{
    public static IReadOnlyList<Limit> All { get; } =
    [
        Of<Members>(),
        Of<StorageBytes>(),
        Of<FilesPerMonth>(),
    ];

    public static Limit Of<TLimit>() where TLimit : ILimit => new(TLimit.Name, TLimit.In, TLimit.UsedAsync);
}

/// <summary>An <see cref="ILimit"/> as a value.</summary>
public sealed record Limit(string Name, Func<PlanLimits, long?> In, Func<IUsageReads, DateTimeOffset, CancellationToken, Task<long>> UsedAsync);
