using System.Text.Json.Nodes;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>An answer in the shape of Stripe's errors.</summary>
public sealed class ApiException(int status, string type, string message, string? code = null, string? parameter = null) : Exception(message)
{
    public int Status => status;

    public string? Code => code;

    /// <summary>The call was refused before it was carried out; Stripe then stores nothing under its idempotency key.</summary>
    public bool BeforeExecution { get; private init; }

    public string? DeclineCode { get; init; }

    public string? Charge { get; init; }

    public JsonObject? PaymentIntent { get; init; }

    public static ApiException NotFound(string noun, string id) =>
        new(404, "invalid_request_error", $"No such {noun}: '{id}'", "resource_missing", "id");

    public static ApiException NoSuch(string noun, string id, string parameter) =>
        new(400, "invalid_request_error", $"No such {noun}: '{id}'", "resource_missing", parameter) { BeforeExecution = true };

    public static ApiException MissingParameter(string name) =>
        new(400, "invalid_request_error", $"Missing required param: {name}.", "parameter_missing", name) { BeforeExecution = true };

    public static ApiException UnknownParameter(string name) =>
        new(400, "invalid_request_error", $"Received unknown parameter, or one that is not simulated: {name}", "parameter_unknown", name)
        {
            BeforeExecution = true,
        };

    public static ApiException Invalid(string message, string? parameter = null, string? code = null) =>
        new(400, "invalid_request_error", message, code, parameter) { BeforeExecution = true };

    /// <summary>The call was understood, and the object's state does not allow it.</summary>
    public static ApiException Refused(string message, string? code = null, string? parameter = null) =>
        new(400, "invalid_request_error", message, code, parameter);

    public JsonObject Render(string requestId)
    {
        var error = new JsonObject
        {
            ["type"] = type,
            ["message"] = Message,
            ["request_log_url"] = $"https://dashboard.stripe.com/test/logs/{requestId}",
        };
        Add("code", code);
        Add("param", parameter);
        Add("decline_code", DeclineCode);
        Add("charge", Charge);
        Add("doc_url", code is null ? null : $"https://stripe.com/docs/error-codes/{code.Replace('_', '-')}");
        if (PaymentIntent is not null)
            error["payment_intent"] = PaymentIntent;
        return new JsonObject { ["error"] = error };

        void Add(string name, string? value)
        {
            if (value is not null)
                error[name] = value;
        }
    }
}
