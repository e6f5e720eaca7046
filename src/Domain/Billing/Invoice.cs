using MySaas.Domain.Common;

namespace MySaas.Domain.Billing;

/// <summary>Where an invoice stands, in the payment provider's words.</summary>
public enum InvoiceStatus
{
    Draft,
    Open,
    Paid,
    Uncollectible,
    Void,
}

/// <summary>An invoice as the payment provider tells it at one moment. Amounts are in minor units of the currency.</summary>
/// <param name="InvoiceId">The provider's id.</param>
/// <param name="SubscriptionId">The subscription that it is for, by the provider's id; null for any other.</param>
/// <param name="Number">For people; null while it is a draft.</param>
/// <param name="Currency">ISO 4217, in lower case.</param>
/// <param name="HostedUrl">The provider's page where it can be seen and paid.</param>
/// <param name="PdfUrl">The document.</param>
public sealed record InvoiceState(
    string InvoiceId,
    string CustomerId,
    string? SubscriptionId,
    string? Number,
    InvoiceStatus Status,
    long AmountDue,
    long AmountPaid,
    string Currency,
    DateTimeOffset CreatedAt,
    string? HostedUrl,
    string? PdfUrl);

/// <summary>
/// Our copy of an invoice of the provider's. Its payment is told once, however often the provider tells it: the receipt hangs
/// on the invoice and not on the provider's event.
/// </summary>
public sealed class Invoice : AggregateRoot, IOwnedByOrganization
{
    private Invoice() { }                    // EF Core

    public Guid OrganizationId { get; private init; }

    /// <summary>The provider's id; unique.</summary>
    public string InvoiceId { get; private init; } = "";

    public string? SubscriptionId { get; private set; }
    public string? Number { get; private set; }
    public InvoiceStatus Status { get; private set; }
    public long AmountDue { get; private set; }
    public long AmountPaid { get; private set; }
    public string Currency { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public string? HostedUrl { get; private set; }
    public string? PdfUrl { get; private set; }

    /// <summary>Whether the payer has been asked to talk to their bank about it.</summary>
    public bool HasAskedForAction { get; private set; }

    public static Invoice Of(Guid organizationId, InvoiceState told)
    {
        var invoice = new Invoice
        {
            // Its age, so that the list is in the order in which they were made.
            Id = Guid.CreateVersion7(told.CreatedAt),
            OrganizationId = organizationId,
            InvoiceId = told.InvoiceId,
            CreatedAt = told.CreatedAt,
        };
        invoice.Settle(told);
        return invoice;
    }

    /// <summary>Takes in what the provider says now.</summary>
    public void Settle(InvoiceState told)
    {
        var wasPaid = Status is InvoiceStatus.Paid;
        (SubscriptionId, Number, Status) = (told.SubscriptionId, told.Number, told.Status);
        (AmountDue, AmountPaid, Currency) = (told.AmountDue, told.AmountPaid, told.Currency);
        (HostedUrl, PdfUrl) = (told.HostedUrl, told.PdfUrl);

        // A trial's invoice is of zero, and nobody wants a receipt for it.
        if (Status is InvoiceStatus.Paid && !wasPaid && AmountPaid > 0)
            Raise(new InvoicePaid(OrganizationId, InvoiceId, Number));
    }

    /// <summary>Asks the owners, once, to talk to their bank, while that can still help.</summary>
    public void AskForAction()
    {
        if (Status is not InvoiceStatus.Open || HasAskedForAction)
            return;
        HasAskedForAction = true;
        Raise(new PaymentActionRequired(OrganizationId, InvoiceId));
    }
}
