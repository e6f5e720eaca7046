using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Invoices;

public sealed partial class Invoice : Entity
{
    public required string CustomerId { get; init; }

    public string? SubscriptionId { get; init; }

    /// <summary><c>draft</c>, <c>open</c>, <c>paid</c>, <c>void</c> or <c>uncollectible</c>.</summary>
    public string Status { get; set; } = "draft";

    /// <summary><c>subscription_create</c>, <c>subscription_cycle</c> or <c>subscription_update</c>.</summary>
    public required string BillingReason { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    public string? Number { get; set; }

    public required DateTimeOffset PeriodStart { get; init; }

    public required DateTimeOffset PeriodEnd { get; init; }

    /// <summary>The customer's balance before, in minor units; negative is credit.</summary>
    public long StartingBalance { get; set; }

    public long? EndingBalance { get; set; }

    public long AmountPaid { get; set; }

    public bool PaidOutOfBand { get; set; }

    public int AttemptCount { get; set; }

    public bool Attempted { get; set; }

    /// <summary>Automatic tries after the first one.</summary>
    public int Retries { get; set; }

    /// <summary>Whether Stripe goes on with it by itself.</summary>
    public bool AutoAdvance { get; set; } = true;

    public DateTimeOffset? FinalizesAt { get; set; }

    public DateTimeOffset? NextPaymentAttempt { get; set; }

    public bool AutomaticTax { get; init; }

    public string? DefaultPaymentMethodId { get; init; }

    public string? PaymentIntentId { get; set; }

    public string? InvoicePaymentId { get; set; }

    public DateTimeOffset? FinalizedAt { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    public DateTimeOffset? VoidedAt { get; set; }

    public DateTimeOffset? UncollectibleAt { get; set; }

    public string? UncollectibleReason { get; set; }

    public long Subtotal => Lines.Sum(line => line.Amount);

    public long Discount => Lines.Sum(line => line.Discount);

    public long Tax => Lines.Sum(line => line.Tax);

    public long Total => Subtotal - Discount + Tax;

    /// <summary>After credit has been used.</summary>
    public long AmountDue => Math.Max(0, Total + StartingBalance);

    public long AmountRemaining => AmountDue - AmountPaid;

    internal override string Kind => "invoice";

    internal override DateTimeOffset? NextDue(StripeWorld world) => Status switch
    {
        "draft" when AutoAdvance => FinalizesAt,
        "open" => NextPaymentAttempt,
        _ => null,
    };

    internal override void RunDue(StripeWorld world)
    {
        if (Status is "draft")
            world.Invoicing.FinalizeAndCollect(this);
        else
            world.Collection.Retry(this);
    }
}
