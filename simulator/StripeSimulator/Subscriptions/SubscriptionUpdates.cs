using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Catalog;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Subscriptions;

/// <summary>What a call may change about a subscription.</summary>
internal static class SubscriptionUpdates
{
    public static JsonObject Update(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var subscription = world.Subscriptions.Get(call.Id);
        SubscriptionsApi.CheckCovered(parameters);
        if (subscription.HasEnded && parameters.Names.Except(["metadata", "cancellation_details", "expand"]).Any())
            throw ApiException.Refused("A canceled subscription can only update its cancellation_details and metadata.");

        var change = ChangeOf(world, subscription, parameters);
        var discounts = Discount.Asked(world, parameters);
        var method = world.PaymentMethods.Optional(parameters, "default_payment_method");
        if (parameters.Has("default_payment_method"))
            world.Change(subscription, () => subscription.DefaultPaymentMethodId = method?.Id);
        change?.Apply();
        world.Change(subscription, () =>
        {
            if (change is not { PaymentBehavior: "pending_if_incomplete" } || subscription.PendingUpdate is null)
                parameters.MergeMetadataInto(subscription.Metadata);
            Describe(world, subscription, parameters);
            PlanCancellation(world, subscription, parameters);
            PlanPause(subscription, parameters);
            PlanTrial(world, subscription, parameters);
            if (parameters.Has("discounts"))
            {
                subscription.DiscountId = discounts.Count == 0 ? null
                    : Discount.Grant(world, discounts[0].Coupon, discounts[0].Code, subscription.CustomerId, subscription.Id).Id;
            }
        });
        return subscription.Render(world);
    }

    /// <summary>The items as they are to be; null when the call does not touch them.</summary>
    public static SubscriptionChange? ChangeOf(StripeWorld world, Subscription subscription, Parameters parameters, Parameters? items = null)
    {
        var endsTrial = parameters.Text("trial_end") is "now" && subscription.Status is "trialing";
        var resetsCycle = parameters.Child("billing_cycle_anchor").Text("type") is "now";
        if (!(items ?? parameters).Has("items") && !endsTrial && !resetsCycle)
            return null;
        return new SubscriptionChange(world, subscription, ItemUpdates.Apply(world, subscription, items ?? parameters))
        {
            ProrationBehavior = parameters.Word("proration_behavior", "create_prorations", "always_invoice", "none") ?? "create_prorations",
            PaymentBehavior = parameters.Word(
                "payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete") ?? "allow_incomplete",
            ProrationDate = parameters.Time("proration_date"),
            ResetsCycle = resetsCycle,
            EndsTrial = endsTrial,
            PendingMetadata = items is null ? SubscriptionsApi.Metadata(parameters) : [],
        };
    }

    private static void Describe(StripeWorld world, Subscription subscription, Parameters parameters)
    {
        if (parameters.Has("description"))
            subscription.Description = parameters.Text("description");
        subscription.AutomaticTax = parameters.Child("automatic_tax").Flag("enabled") ?? subscription.AutomaticTax;
        subscription.MissingPaymentMethod = SubscriptionsApi.MissingPaymentMethod(parameters) ?? subscription.MissingPaymentMethod;
        ReadReasons(subscription, parameters);
    }

    public static void ReadReasons(Subscription subscription, Parameters parameters)
    {
        var details = parameters.Child("cancellation_details");
        subscription.CancellationComment = details.Text("comment") ?? subscription.CancellationComment;
        subscription.CancellationFeedback = details.Text("feedback") ?? subscription.CancellationFeedback;
    }

    /// <summary><c>cancel_at_period_end</c>, or <c>cancel_at</c> as a time, <c>min_period_end</c> or nothing.</summary>
    public static void PlanCancellation(StripeWorld world, Subscription subscription, Parameters parameters)
    {
        var atPeriodEnd = parameters.Flag("cancel_at_period_end");
        if (atPeriodEnd is null && !parameters.Has("cancel_at"))
            return;
        var isAtEnd = atPeriodEnd is true || parameters.Text("cancel_at") is "min_period_end" or "max_period_end";
        DateTimeOffset? at = isAtEnd ? subscription.CurrentPeriodEnd
            : parameters.Has("cancel_at") ? parameters.Time("cancel_at")
            : null;
        if (at <= world.Clock.Now)
            throw ApiException.Invalid("cancel_at must be in the future.", "cancel_at");
        subscription.CancelAtPeriodEnd = atPeriodEnd is true;
        subscription.CancelAt = at;
        subscription.CanceledAt = at is null ? null : world.Clock.Now;
        subscription.CancellationReason = at is null ? null : "cancellation_requested";
    }

    private static void PlanPause(Subscription subscription, Parameters parameters)
    {
        if (!parameters.Has("pause_collection"))
            return;
        var pause = parameters.Child("pause_collection");
        subscription.PauseCollection = parameters.Clears("pause_collection") ? null : new PauseCollection(
            pause.Word("behavior", "keep_as_draft", "mark_uncollectible", "void") ?? pause.Required("behavior"), pause.Time("resumes_at"));
    }

    private static void PlanTrial(StripeWorld world, Subscription subscription, Parameters parameters)
    {
        if (SubscriptionsApi.TrialEnd(world, parameters) is not { } end)
            return;
        if (subscription.Status is not "trialing")
            throw ApiException.Invalid("The simulator moves the end of a trial only while it runs.", "trial_end");
        (subscription.TrialEnd, subscription.CurrentPeriodEnd, subscription.BillingCycleAnchor) = (end, end, end);
    }
}
