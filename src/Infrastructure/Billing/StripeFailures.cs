using System.Net;
using MySaas.Application.Billing;
using Stripe;

namespace MySaas.Infrastructure.Billing;

/// <summary>
/// The one place where Stripe's errors become ours. Their messages may quote the request or, when an answer cannot be read, the
/// whole answer: none of that goes on, only Stripe's codes do.
/// </summary>
internal static class StripeFailures
{
    // The same idempotency key with other parameters, or twice at the same time.
    private const string KeyFault = "idempotency_error";

    /// <summary>The code of something that is there already under the id that we gave it; Stripe itself has none for it.</summary>
    public const string IdentifierTaken = "identifier_taken";

    /// <summary>Null when Stripe says that there is no such thing.</summary>
    public static async Task<T?> FindAsync<T>(Func<Task<T>> call, CancellationToken ct) where T : class
    {
        try
        {
            return await CallAsync(call, ct);
        }
        catch (GatewayRefusedException refused) when (refused.Code == "resource_missing")
        {
            return null;
        }
    }

    /// <exception cref="GatewayUnavailableException">Nobody answered, or not now.</exception>
    /// <exception cref="GatewayRefusedException">Stripe said no.</exception>
    public static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (StripeException failure) when (IsForNow(failure))
        {
            throw new GatewayUnavailableException($"Stripe answered {(int)failure.HttpStatusCode} {failure.StripeError?.Code}".TrimEnd() + ".") { IsReplayed = IsKept(failure) };
        }
        catch (StripeException failure)
        {
            var code = CodeOf(failure.StripeError);
            throw new GatewayRefusedException(code, $"Stripe answered {(int)failure.HttpStatusCode} {code} {failure.StripeError?.Param}.");
        }
        catch (Exception silence) when (silence is HttpRequestException or IOException || (silence is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new GatewayUnavailableException($"Stripe did not answer ({silence.GetType().Name}).");
        }
    }

    // A lock, a key in use and a rate are gone the next time; a status of zero is an answer that could not be read.
    private static bool IsForNow(StripeException failure) =>
        failure.HttpStatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or 0
        || (int)failure.HttpStatusCode >= 500
        || failure.StripeError is { Code: "lock_timeout" } or { Type: KeyFault };

    // What went wrong under a key stays with it for a day, and so do the words that came with it first; that it is in use does not.
    private static bool IsKept(StripeException failure) =>
        (int)failure.HttpStatusCode >= 500 || (failure.StripeError?.Type is KeyFault && failure.HttpStatusCode is not HttpStatusCode.Conflict);

    private static string CodeOf(StripeError? error) => error switch
    {
        { Code: "resource_missing", Param: "customer" } => GatewayRefusedException.CustomerMissing,
        { Code: { } code } => code,
        { Message: { } words } when words.Contains("already exists with identifier", StringComparison.Ordinal) => IdentifierTaken,
        _ => error?.Type ?? "unreadable",
    };
}
