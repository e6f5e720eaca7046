using System.Globalization;
using Stripe;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// Idempotency keys for writes to Stripe. They are made of what is written, so that a crash between the call and our commit
/// repeats the call and not the effect; left to itself the library makes up a random one per call.
/// </summary>
internal static class StripeKeys
{
    private const int MaxLength = 255;       // Stripe's

    public static RequestOptions Of(params object?[] parts)
    {
        var key = string.Join(':', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)).Prepend("mysaas"));
        return new RequestOptions { IdempotencyKey = key.Length <= MaxLength ? key : key[..MaxLength] };
    }
}
