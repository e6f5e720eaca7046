using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>
/// Something that was used and is paid for by its amount. It commits with the use itself, so that none is billed that did not
/// happen, and none that happened is forgotten.
/// </summary>
public sealed class UsageRecord : AggregateRoot, IOwnedByOrganization
{
    /// <summary>Stripe's limit for the name of a meter.</summary>
    public const int MaxMeterLength = 100;

    private UsageRecord() { }                // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>What is counted, by the payment provider's name of its meter.</summary>
    public string Meter { get; private init; } = "";

    public long Quantity { get; private init; }

    public DateTimeOffset UsedAt { get; private init; }

    /// <summary>When the provider took it in; null while it has not, and for who was no customer when it was used.</summary>
    public DateTimeOffset? ReportedAt { get; private set; }

    /// <param name="quantity">At least 1.</param>
    public static UsageRecord Of(Guid organizationId, string meter, long quantity, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(meter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(meter.Length, MaxMeterLength, nameof(meter));
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        return new UsageRecord { Id = Guid.CreateVersion7(now), OrganizationId = organizationId, Meter = meter, Quantity = quantity, UsedAt = now };
    }

    public void NoteReported(DateTimeOffset now) => ReportedAt ??= now;
}
