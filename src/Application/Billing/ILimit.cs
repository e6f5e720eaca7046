using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// Declares on a message that it uses up some of what the organization's plan allows. It is refused while nothing is left; how
/// much it takes, and whether there is so much, is decided at the commit: see <see cref="Usage"/> and <see cref="Seats"/>.
/// </summary>
public interface IConsume<TLimit> : IInOrganization where TLimit : ILimit;

/// <summary>Something that a plan limits; <see cref="Limits"/> has them all.</summary>
public interface ILimit
{
    /// <summary>Stable and in camel case; clients know it.</summary>
    static abstract string Name { get; }

    /// <summary>Null is unlimited.</summary>
    static abstract long? In(PlanLimits limits);

    /// <summary>How much of it the organization that was entered uses.</summary>
    static abstract Task<long> UsedAsync(IUsageReads usage, DateTimeOffset now, CancellationToken ct);
}

/// <summary>A limit whose use is too much to add up each time, so that it is counted: see <see cref="Usage"/>.</summary>
public interface ICountedLimit : ILimit
{
    /// <summary>What the count of this time belongs to. It grows with time, and with each new one the count begins anew.</summary>
    static abstract int PeriodAt(DateTimeOffset time);
}

/// <summary>People in the organization. Invitations are none until they are accepted.</summary>
public sealed class Members : ILimit
{
    public static string Name => "members";

    public static long? In(PlanLimits limits) => limits.Members;

    public static Task<long> UsedAsync(IUsageReads usage, DateTimeOffset now, CancellationToken ct) => usage.CountMembersAsync(ct);
}

/// <summary>Bytes of all files of the organization.</summary>
public sealed class StorageBytes : ICountedLimit
{
    public static string Name => "storageBytes";

    public static long? In(PlanLimits limits) => limits.StorageBytes;

    public static int PeriodAt(DateTimeOffset time) => 0;

    public static Task<long> UsedAsync(IUsageReads usage, DateTimeOffset now, CancellationToken ct) => usage.FindCountAsync(Name, PeriodAt(now), ct);
}

/// <summary>Files that are uploaded in a month, by UTC; that one is deleted gives nothing back.</summary>
public sealed class FilesPerMonth : ICountedLimit
{
    private const int MonthsPerYear = 12;

    public static string Name => "filesPerMonth";

    public static long? In(PlanLimits limits) => limits.FilesPerMonth;

    public static int PeriodAt(DateTimeOffset time) => (time.UtcDateTime.Year * MonthsPerYear) + time.UtcDateTime.Month;

    public static Task<long> UsedAsync(IUsageReads usage, DateTimeOffset now, CancellationToken ct) => usage.FindCountAsync(Name, PeriodAt(now), ct);
}
