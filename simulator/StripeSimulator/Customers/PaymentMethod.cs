using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Customers;

/// <summary>What a payment method does when it is charged.</summary>
public enum PaymentOutcome
{
    Succeeds,
    Declines,

    /// <summary>The customer has to authenticate; the bank then agrees.</summary>
    RequiresAction,

    /// <summary>A debit that takes days to settle.</summary>
    Pends,
}

public sealed class PaymentMethod : Entity
{
    public string? CustomerId { get; set; }

    public string Brand { get; set; } = "visa";

    public string Last4 { get; set; } = "4242";

    /// <summary>What a charge does; tests change it behind everybody's back.</summary>
    public PaymentOutcome Outcome { get; set; }

    /// <summary>Why it is declined, such as <c>insufficient_funds</c>.</summary>
    public string? DeclineCode { get; set; }

    internal override string Kind => "payment_method";

    private bool IsDebit => Outcome is PaymentOutcome.Pends;

    internal override JsonObject Render(StripeWorld world)
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = new JsonObject
            {
                ["address"] = null,
                ["email"] = world.Customers.Find(CustomerId)?.Email,
                ["name"] = world.Customers.Find(CustomerId)?.Name,
                ["phone"] = null,
            },
            ["created"] = Created.Unix(),
            ["customer"] = CustomerId,
            ["livemode"] = world.Livemode,
            ["metadata"] = Metadata.ToJson(),
            ["type"] = IsDebit ? "us_bank_account" : "card",
        };
        if (IsDebit)
            json["us_bank_account"] = new JsonObject { ["bank_name"] = "STRIPE TEST BANK", ["last4"] = Last4 };
        else
            json["card"] = RenderCard();
        return json;
    }

    internal JsonObject RenderCard() => new()
    {
        ["brand"] = Brand,
        ["checks"] = new JsonObject { ["cvc_check"] = "pass" },
        ["country"] = "US",
        ["exp_month"] = 12,
        ["exp_year"] = 2040,
        ["fingerprint"] = $"simulated{Last4}",
        ["funding"] = "credit",
        ["last4"] = Last4,
    };
}
