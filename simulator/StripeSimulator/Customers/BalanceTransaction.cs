using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Customers;

/// <summary>A movement of a customer's balance: credit from a proration, or its use by an invoice.</summary>
public sealed class BalanceTransaction : Entity
{
    public required string CustomerId { get; init; }

    public required long Amount { get; init; }

    public required long EndingBalance { get; init; }

    public required string Type { get; init; }

    public string? Currency { get; init; }

    public string? InvoiceId { get; init; }

    public string? Description { get; init; }

    internal override string Kind => "customer_balance_transaction";

    /// <param name="amount">Negative for credit.</param>
    internal static BalanceTransaction Post(
        StripeWorld world, Customer customer, long amount, string type, string? description = null, string? invoiceId = null)
    {
        world.Change(customer, () => customer.Balance += amount);
        return world.Add(world.BalanceTransactions, "cbtxn", new BalanceTransaction
        {
            CustomerId = customer.Id,
            Amount = amount,
            EndingBalance = customer.Balance,
            Type = type,
            Currency = customer.Currency,
            InvoiceId = invoiceId,
            Description = description,
        }, announce: false);
    }

    internal override JsonObject Render(StripeWorld world) => new()
    {
        ["id"] = Id,
        ["object"] = "customer_balance_transaction",
        ["amount"] = Amount,
        ["created"] = Created.Unix(),
        ["credit_note"] = null,
        ["currency"] = Currency,
        ["customer"] = CustomerId,
        ["description"] = Description,
        ["ending_balance"] = EndingBalance,
        ["invoice"] = InvoiceId,
        ["livemode"] = world.Livemode,
        ["metadata"] = Metadata.ToJson(),
        ["type"] = Type,
    };
}
