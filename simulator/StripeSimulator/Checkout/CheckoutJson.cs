using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Checkout;

internal static class CheckoutJson
{
    public static JsonObject Render(StripeWorld world, CheckoutSession session) => new()
    {
        ["id"] = session.Id,
        ["object"] = "checkout.session",
        ["adaptive_pricing"] = null,
        ["after_expiration"] = null,
        ["allow_promotion_codes"] = session.AllowPromotionCodes ? true : null,
        ["amount_subtotal"] = session.Subtotal(world),
        ["amount_total"] = session.Total(world),
        ["automatic_tax"] = new JsonObject
        {
            ["enabled"] = session.AutomaticTax,
            ["liability"] = session.AutomaticTax ? new JsonObject { ["type"] = "self" } : null,
            ["provider"] = session.AutomaticTax ? "stripe" : null,
            ["status"] = session.AutomaticTax ? "complete" : null,
        },
        ["billing_address_collection"] = null,
        ["cancel_url"] = session.CancelUrl,
        ["client_reference_id"] = session.ClientReferenceId,
        ["client_secret"] = null,
        ["created"] = session.Created.Unix(),
        ["currency"] = session.Currency(world),
        ["custom_fields"] = new JsonArray(),
        ["customer"] = session.CustomerId,
        ["customer_creation"] = session.CustomerId is null ? "always" : null,
        ["customer_details"] = RenderCustomer(world, session),
        ["customer_email"] = session.CustomerEmail,
        ["discounts"] = session.CouponId is null ? new JsonArray() :
        [
            new JsonObject { ["coupon"] = session.PromotionCodeId is null ? session.CouponId : null, ["promotion_code"] = session.PromotionCodeId },
        ],
        ["expires_at"] = session.ExpiresAt.Unix(),
        ["invoice"] = session.InvoiceId,
        ["invoice_creation"] = null,
        ["livemode"] = world.Livemode,
        ["locale"] = null,
        ["metadata"] = session.Metadata.ToJson(),
        ["mode"] = "subscription",
        ["payment_intent"] = null,
        ["payment_link"] = null,
        ["payment_method_collection"] = session.PaymentMethodCollection,
        ["payment_method_options"] = null,
        ["payment_method_types"] = new JsonArray("card", "us_bank_account"),
        ["payment_status"] = session.PaymentStatus,
        ["phone_number_collection"] = new JsonObject { ["enabled"] = false },
        ["recovered_from"] = null,
        ["saved_payment_method_options"] = null,
        ["setup_intent"] = null,
        ["shipping_address_collection"] = null,
        ["shipping_cost"] = null,
        ["shipping_options"] = new JsonArray(),
        ["status"] = session.Status,
        ["submit_type"] = null,
        ["subscription"] = session.SubscriptionId,
        ["success_url"] = session.SuccessUrl,
        ["total_details"] = new JsonObject
        {
            ["amount_discount"] = session.Discount(world),
            ["amount_shipping"] = 0,
            ["amount_tax"] = 0,
        },
        ["ui_mode"] = "hosted_page",
        ["url"] = session.Status is "open" ? $"{world.BaseUrl}/pages/checkout/{session.Id}" : null,
    };

    private static JsonObject? RenderCustomer(StripeWorld world, CheckoutSession session)
    {
        var customer = world.Customers.Find(session.CustomerId);
        return customer is null && session.CustomerEmail is null ? null : new JsonObject
        {
            ["address"] = null,
            ["email"] = customer?.Email ?? session.CustomerEmail,
            ["name"] = customer?.Name,
            ["phone"] = null,
            ["tax_exempt"] = "none",
            ["tax_ids"] = null,
        };
    }
}
