using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using Stripe;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// Checks that an event comes from Stripe and reads from it what processing needs, without taking the whole apart: its shape
/// depends on the version that the endpoint was made with, and an unexpected one must not look like a bad signature.
/// </summary>
internal sealed partial class StripeWebhookReader(StripeOptions options, TimeProvider clock, ILogger<StripeWebhookReader> logger) : IWebhookReader
{
    // Stripe's own libraries allow five minutes.
    private const long ToleranceInSeconds = 300;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public WebhookEvent? Read(ReadOnlyMemory<byte> payload, string? signature)
    {
        if (string.IsNullOrEmpty(signature) || TextOf(payload) is not { } text || !IsSigned(text, signature))
        {
            BillingMetrics.Received("refused");
            return null;
        }

        return Describe(text);
    }

    public WebhookEvent Trust(ProviderEvent told)
    {
        BillingMetrics.FoundMissed();
        return Describe(told.Payload);
    }

    private static string? TextOf(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return Utf8.GetString(payload.Span);
        }
        catch (DecoderFallbackException)         // no text, so nothing that Stripe signed
        {
            return null;
        }
    }

    // Every secret is tried: during a rotation either may have signed.
    private bool IsSigned(string payload, string signature) => options.WebhookSecrets.Any(secret => IsSignedWith(secret, payload, signature));

    private bool IsSignedWith(string secret, string payload, string signature)
    {
        try
        {
            EventUtility.ValidateSignature(payload, signature, secret, ToleranceInSeconds, clock.GetUtcNow().ToUnixTimeSeconds());
            return true;
        }
        catch (StripeException)                  // its only way to say no
        {
            return false;
        }
    }

    private WebhookEvent Describe(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var content = WebhookContents.Read(json.RootElement, isLive: options.IsLive);
            if (content.ApiVersion is { } version && !EventUtility.IsCompatibleApiVersion(version))
                Warn(content.EventId, version);
            return WebhookEvent.Receive(content, payload, clock.GetUtcNow());
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            throw Refusal.Invalid("body", "This is not an event.").AsException();
        }
    }

    private void Warn(string eventId, string version)
    {
        BillingMetrics.UnexpectedApiVersion(version);
        LogUnexpectedVersion(logger, eventId, version, StripeConfiguration.ApiVersion);
    }

    [LoggerMessage(LogLevel.Warning, "Event {EventId} is of Stripe's API version {Version}, and {Expected} is expected; it is processed all the same")]
    private static partial void LogUnexpectedVersion(ILogger logger, string eventId, string version, string expected);
}
