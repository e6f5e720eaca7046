using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Control;

/// <summary>The world's controls over HTTP. Parameters come as JSON or as a form.</summary>
internal static class ControlApi
{
    public static void Map(Routes routes)
    {
        FaultControls.Map(routes);
        WebhookControls.Map(routes);
        routes.Get("_control/clock", Time);
        routes.Post("_control/clock/advance", Advance, "seconds days to");
        routes.Post("_control/reset", Reset);
        routes.Get("_control/state", call => call.World.Snapshot());
        routes.Get("_control/requests", Requests, "method path");
        routes.Post("_control/customers/{id}/payment-outcome", SetOutcome, "outcome decline_code");
        routes.Post("_control/customers/{id}/card", ChangeCard, "card");
        routes.Post("_control/payment_methods/{id}/renew", RenewCard);
        routes.Post("_control/checkout/{id}/pay", PayCheckout, "card authenticates");
        routes.Post("_control/checkout/{id}/settle", SettleCheckout, "succeeds");
        routes.Post("_control/invoices/{id}/pay", PayInvoice, "card");
        routes.Post("_control/invoices/{id}/settle", SettleInvoice, "succeeds");
        routes.Post("_control/charges/{id}/dispute", OpenDispute, "reason");
        routes.Post("_control/disputes/{id}/close", CloseDispute, "won");
    }

    private static JsonObject Time(Call call) => new()
    {
        ["now"] = call.World.Clock.Now.Unix(),
        ["offset_seconds"] = (long)call.World.Clock.Offset.TotalSeconds,
        ["next_due"] = call.World.NextDue.Unix(),
    };

    private static JsonObject Advance(Call call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var by = parameters.Time("to") is { } to ? to - world.Clock.Now
            : TimeSpan.FromDays((double)(parameters.Decimal("days") ?? 0)) + TimeSpan.FromSeconds(parameters.Integer("seconds") ?? 0);
        if (by < TimeSpan.Zero)
            throw ApiException.Invalid("Time does not go back.", "to");
        world.Control.Advance(by);
        return Time(call);
    }

    private static JsonObject Reset(Call call)
    {
        call.World.Reset();
        return Time(call);
    }

    private static JsonObject Requests(Call call)
    {
        var (method, path) = (call.Parameters.Text("method"), call.Parameters.Text("path"));
        var log = call.World.Requests;
        return new JsonObject
        {
            ["total"] = log.Total,
            ["requests"] = log.All
                .Where(request => (method is null || request.Method == method)
                    && (path is null || request.Path.StartsWith(path, StringComparison.Ordinal)))
                .Select(request => (JsonNode?)new JsonObject
                {
                    ["number"] = request.Number,
                    ["at"] = request.At.ToString("O"),
                    ["method"] = request.Method,
                    ["path"] = request.Path,
                    ["parameters"] = request.Parameters.ToJson(),
                    ["idempotency_key"] = request.IdempotencyKey,
                    ["status"] = request.Status,
                    ["replayed"] = request.IsReplayed,
                    ["fault"] = request.Fault?.ToString(),
                })
                .ToJson(),
        };
    }

    private static JsonObject SetOutcome(Call call)
    {
        var outcome = call.Parameters.Word("outcome", "succeeds", "declines", "requires_action", "pends") switch
        {
            "declines" => PaymentOutcome.Declines,
            "requires_action" => PaymentOutcome.RequiresAction,
            "pends" => PaymentOutcome.Pends,
            "succeeds" => PaymentOutcome.Succeeds,
            _ => throw ApiException.MissingParameter("outcome"),
        };
        call.World.Control.SetPaymentOutcome(call.Id, outcome, call.Parameters.Text("decline_code"));
        return call.World.Customers[call.Id].Render(call.World);
    }

    private static JsonObject ChangeCard(Call call) =>
        call.World.Control.ChangeCard(call.Id, call.Parameters.Text("card") ?? "4242424242424242").Render(call.World);

    private static JsonObject RenewCard(Call call)
    {
        call.World.Control.RenewCard(call.Id);
        return call.World.PaymentMethods[call.Id].Render(call.World);
    }

    private static JsonObject PayCheckout(Call call)
    {
        var outcome = call.World.Control.PayCheckout(
            call.Id, call.Parameters.Text("card") ?? "4242424242424242", call.Parameters.Flag("authenticates") ?? true);
        var session = call.World.CheckoutSessions[call.Id].Render(call.World);
        session["outcome"] = outcome.ToString();
        return session;
    }

    private static JsonObject SettleCheckout(Call call)
    {
        call.World.Control.SettleCheckout(call.Id, call.Parameters.Flag("succeeds") ?? true);
        return call.World.CheckoutSessions[call.Id].Render(call.World);
    }

    private static JsonObject PayInvoice(Call call)
    {
        call.World.Control.PayInvoice(call.Id, call.Parameters.Text("card"));
        return call.World.Invoices[call.Id].Render(call.World);
    }

    private static JsonObject SettleInvoice(Call call)
    {
        call.World.Control.SettleInvoice(call.Id, call.Parameters.Flag("succeeds") ?? true);
        return call.World.Invoices[call.Id].Render(call.World);
    }

    private static JsonObject OpenDispute(Call call) =>
        call.World.Control.OpenDispute(call.Id, call.Parameters.Text("reason") ?? "fraudulent").Render(call.World);

    private static JsonObject CloseDispute(Call call)
    {
        call.World.Control.CloseDispute(call.Id, call.Parameters.Flag("won") ?? false);
        return call.World.Disputes[call.Id].Render(call.World);
    }
}
