using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

public sealed partial class Subscription
{
    internal override JsonObject Render(StripeWorld world)
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "subscription",
            ["application"] = null,
            ["application_fee_percent"] = null,
            ["automatic_tax"] = new JsonObject
            {
                ["disabled_reason"] = null,
                ["enabled"] = AutomaticTax,
                ["liability"] = AutomaticTax ? new JsonObject { ["type"] = "self" } : null,
            },
            ["billing_cycle_anchor"] = BillingCycleAnchor.Unix(),
            ["billing_mode"] = new JsonObject
            {
                ["flexible"] = new JsonObject { ["proration_discounts"] = "included" },
                ["type"] = "flexible",
                ["updated_at"] = Created.Unix(),
            },
            ["billing_thresholds"] = null,
            ["cancel_at"] = CancelAt.Unix(),
            ["cancel_at_period_end"] = CancelAtPeriodEnd,
            ["canceled_at"] = CanceledAt.Unix(),
            ["cancellation_details"] = new JsonObject
            {
                ["comment"] = CancellationComment,
                ["feedback"] = CancellationFeedback,
                ["reason"] = CancellationReason,
            },
            ["collection_method"] = "charge_automatically",
            ["created"] = Created.Unix(),
            ["currency"] = Currency,
            ["customer"] = CustomerId,
            ["days_until_due"] = null,
            ["default_payment_method"] = DefaultPaymentMethodId,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = Description,
            ["discounts"] = DiscountId is null ? new JsonArray() : [DiscountId],
            ["ended_at"] = EndedAt.Unix(),
            ["invoice_settings"] = new JsonObject { ["account_tax_ids"] = null, ["issuer"] = new JsonObject { ["type"] = "self" } },
            ["items"] = Json.List($"/v1/subscription_items?subscription={Id}", Items.Select(item => item.Render(world, this))),
            ["latest_invoice"] = LatestInvoiceId,
            ["livemode"] = world.Livemode,
            ["metadata"] = Metadata.ToJson(),
            ["next_pending_invoice_item_invoice"] = null,
            ["on_behalf_of"] = null,
            ["pause_collection"] = PauseCollection is null ? null : new JsonObject
            {
                ["behavior"] = PauseCollection.Behavior,
                ["resumes_at"] = PauseCollection.ResumesAt.Unix(),
            },
            ["payment_settings"] = new JsonObject
            {
                ["payment_method_options"] = null,
                ["payment_method_types"] = null,
                ["save_default_payment_method"] = "off",
            },
            ["pending_invoice_item_interval"] = null,
            ["pending_setup_intent"] = null,
            ["pending_update"] = RenderPendingUpdate(world),
            ["schedule"] = null,
            ["start_date"] = Created.Unix(),
            ["status"] = Status,
            ["test_clock"] = null,
            ["transfer_data"] = null,
            ["trial_end"] = TrialEnd.Unix(),
            ["trial_settings"] = new JsonObject
            {
                ["end_behavior"] = new JsonObject { ["missing_payment_method"] = MissingPaymentMethod },
            },
            ["trial_start"] = TrialStart.Unix(),
        };
        if (PausedAt is { } paused && Status is "paused")
        {
            json["status_details"] = new JsonObject
            {
                ["paused"] = new JsonObject { ["transitioned_at"] = paused.Unix(), ["type"] = "subscription" },
            };
        }

        return json;
    }

    private JsonObject? RenderPendingUpdate(StripeWorld world) => PendingUpdate is null ? null : new JsonObject
    {
        ["billing_cycle_anchor"] = null,
        ["expires_at"] = PendingUpdate.ExpiresAt.Unix(),
        ["metadata"] = PendingUpdate.Metadata.ToJson(),
        ["subscription_items"] = PendingUpdate.Items.Select(item => (JsonNode?)item.Render(world, this)).ToJson(),
        ["trial_end"] = null,
        ["trial_from_plan"] = null,
    };
}
