using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.Control;

/// <summary>Faults of the API, over HTTP.</summary>
internal static class FaultControls
{
    public static void Map(Routes routes)
    {
        routes.Get("_control/faults", List);
        routes.Post("_control/faults", Add, "kind times after method path takes_effect delay_ms retry_after");
        routes.Delete("_control/faults", Clear);
    }

    private static JsonObject Add(Call call)
    {
        var parameters = call.Parameters;
        var kind = parameters.Word("kind", "rate_limit", "server_error", "reset", "hang", "slow") switch
        {
            "rate_limit" => FaultKind.RateLimit,
            "server_error" => FaultKind.ServerError,
            "reset" => FaultKind.Reset,
            "hang" => FaultKind.Hang,
            "slow" => FaultKind.Slow,
            _ => throw ApiException.MissingParameter("kind"),
        };
        call.World.Faults.Add(new Fault(kind)
        {
            Times = parameters.Text("times") is "all" ? null : (int)(parameters.Integer("times") ?? 1),
            After = (int)(parameters.Integer("after") ?? 0),
            Method = parameters.Text("method"),
            Path = parameters.Text("path"),
            TakesEffect = parameters.Flag("takes_effect") ?? false,
            Delay = parameters.Integer("delay_ms") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            RetryAfter = (int)(parameters.Integer("retry_after") ?? 1),
        });
        return List(call);
    }

    private static JsonObject Clear(Call call)
    {
        call.World.Faults.Clear();
        return List(call);
    }

    private static JsonObject List(Call call) => new()
    {
        ["faults"] = call.World.Faults.Pending.Select(fault => (JsonNode?)new JsonObject
        {
            ["kind"] = fault.Kind.ToString(),
            ["times"] = fault.Times,
            ["after"] = fault.After,
            ["method"] = fault.Method,
            ["path"] = fault.Path,
            ["takes_effect"] = fault.TakesEffect,
            ["delay_ms"] = fault.Delay?.TotalMilliseconds,
        }).ToJson(),
    };
}
