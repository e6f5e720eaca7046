namespace MySaas.StripeSimulator.Protocol;

/// <summary>A call to the API, from whichever transport.</summary>
/// <param name="Path">From <c>/v1</c> on.</param>
/// <param name="Authorization">The header as it came: Bearer, or Basic as curl's <c>-u</c> sends it.</param>
public sealed record ApiRequest(
    string Method,
    string Path,
    string? Query = null,
    string? Body = null,
    string? Authorization = null,
    string? IdempotencyKey = null,
    string? StripeVersion = null);

/// <summary>The answer; <see cref="Body"/> is JSON in UTF-8.</summary>
public sealed record ApiResponse(int Status, byte[] Body)
{
    public string RequestId { get; init; } = "";

    public string? IdempotencyKey { get; init; }

    public string? StripeVersion { get; init; }

    /// <summary>It was stored under the idempotency key, and nothing was done again.</summary>
    public bool IsReplayed { get; init; }

    public int? RetryAfter { get; init; }

    internal IEnumerable<KeyValuePair<string, string>> Headers()
    {
        yield return new("Request-Id", RequestId);
        if (StripeVersion is not null)
            yield return new("Stripe-Version", StripeVersion);
        if (IdempotencyKey is not null)
            yield return new("Idempotency-Key", IdempotencyKey);
        if (IsReplayed)
            yield return new("Idempotent-Replayed", "true");
        if (RetryAfter is { } seconds)
            yield return new("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
