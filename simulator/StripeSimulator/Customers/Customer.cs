using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Customers;

public sealed class Customer : Entity
{
    public string? Email { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Phone { get; set; }

    /// <summary><c>line1</c>, <c>city</c>, <c>country</c> and so on; empty for none.</summary>
    public Dictionary<string, string> Address { get; set; } = [];

    public string TaxExempt { get; set; } = "none";

    public List<string> PreferredLocales { get; set; } = [];

    /// <summary>In minor units; negative is credit that the next invoice uses.</summary>
    public long Balance { get; set; }

    public string? Currency { get; set; }

    public string? DefaultPaymentMethodId { get; set; }

    /// <summary>The last charge of an invoice failed.</summary>
    public bool Delinquent { get; set; }

    public bool Deleted { get; set; }

    /// <summary>What its invoices' numbers begin with.</summary>
    public string InvoicePrefix { get; set; } = "";

    public int NextInvoiceNumber { get; set; } = 1;

    internal override string Kind => "customer";

    internal override bool IsGone => Deleted;

    internal override JsonObject Render(StripeWorld world) => Deleted
        ? new JsonObject { ["id"] = Id, ["object"] = "customer", ["deleted"] = true }
        : new JsonObject
        {
            ["id"] = Id,
            ["object"] = "customer",
            ["address"] = Address.Count == 0 ? null : Address.ToJson(),
            ["balance"] = Balance,
            ["created"] = Created.Unix(),
            ["currency"] = Currency,
            ["default_source"] = null,
            ["delinquent"] = Delinquent,
            ["description"] = Description,
            ["discount"] = null,
            ["email"] = Email,
            ["invoice_prefix"] = InvoicePrefix,
            ["invoice_settings"] = new JsonObject
            {
                ["custom_fields"] = null,
                ["default_payment_method"] = DefaultPaymentMethodId,
                ["footer"] = null,
                ["rendering_options"] = null,
            },
            ["livemode"] = world.Livemode,
            ["metadata"] = Metadata.ToJson(),
            ["name"] = Name,
            ["next_invoice_sequence"] = NextInvoiceNumber,
            ["phone"] = Phone,
            ["preferred_locales"] = PreferredLocales.ToJson(),
            ["shipping"] = null,
            ["tax_exempt"] = TaxExempt,
            ["test_clock"] = null,
        };
}
