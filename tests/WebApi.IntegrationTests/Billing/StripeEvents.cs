using System.Security.Cryptography;
using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Events as Stripe writes, signs and delivers them.</summary>
internal static class StripeEvents
{
    public static string NewId() => $"evt_{Guid.CreateVersion7():N}";

    /// <param name="organizationId">Named by the object, as checkouts write it there; null for somebody else's customer.</param>
    public static string Write(
        string id, string type = "customer.subscription.updated", string version = "2026-10-28.endive", bool isLive = false, string padding = "",
        Guid? organizationId = null) => $$$"""
        {"id":"{{{id}}}","object":"event","api_version":"{{{version}}}","created":1790000000,"livemode":{{{(isLive ? "true" : "false")}}},"type":"{{{type}}}",
        "data":{"object":{"id":"sub_{{{organizationId:N}}}","object":"subscription","customer":"cus_{{{organizationId:N}}}","customer_email":"ann@example.com",
        "quantity":3,"metadata":{"organization_id":"{{{organizationId}}}","note":"Ann"},"padding":"{{{padding}}}"} } }
        """;

    public static string Sign(string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(hash)}";
    }

    /// <param name="signature">The header; null for none.</param>
    public static Task<HttpResponseMessage> DeliverAsync(this TestApp app, string body, string? signature) => app.Client().SendAsync(
        HttpMethod.Post, "webhooks/stripe", ApiClient.Raw(body), signature is null ? [] : [("Stripe-Signature", signature)]);
}
