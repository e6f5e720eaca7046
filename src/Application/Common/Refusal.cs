namespace MySaas.Application.Common;

/// <summary>The ways in which the product says no; the edge gives each its status.</summary>
public enum RefusalKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    TooManyRequests,

    /// <summary>Something that the answer depends on is away for now.</summary>
    Unavailable,

    /// <summary>The plan does not include it or has no more of it, or a payment is missing.</summary>
    PaymentRequired,
}

/// <summary>A no that the caller can understand and act on.</summary>
/// <param name="Code">Stable and dotted; clients branch on it.</param>
/// <param name="Message">For people; holds no personal data.</param>
/// <param name="RetryAfter">How long to wait before it makes sense to try again.</param>
/// <param name="Errors">The faults by field, for validation.</param>
public sealed record Refusal(
    RefusalKind Kind,
    string Code,
    string Message,
    TimeSpan? RetryAfter = null,
    IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "There is nothing here, or it is not yours.");

    public static readonly Refusal ConcurrentChange = new(
        RefusalKind.Conflict, "conflict.concurrent_change", "Somebody changed the same thing at the same time; read it again.");

    public static Refusal Forbidden(string message) => new(RefusalKind.Forbidden, "auth.forbidden", message);

    public static Refusal Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(RefusalKind.Invalid, "validation.failed", "Some of the input is not valid.", Errors: errors);

    public static Refusal Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    public static Refusal RateLimited(TimeSpan retryAfter) =>
        new(RefusalKind.TooManyRequests, "rate_limited", "Too many requests; slow down.", retryAfter);

    public RefusedException AsException() => new(this);
}

/// <summary>Ends a use case with a refusal; nothing of its unit of work is kept.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>
/// A result or a refusal that leaves something behind: the unit of work commits either way, and then the edge answers.
/// A use case that refuses without a trace throws <see cref="RefusedException"/> instead.
/// </summary>
public sealed record Outcome<T> : IOutcome
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Outcome(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public Refusal? Refusal => _refusal;

    /// <exception cref="RefusedException">It was refused.</exception>
    public T OrRefuse() => _refusal is null ? _value! : throw _refusal.AsException();
}

/// <summary>An <see cref="Outcome{T}"/> of whatever.</summary>
public interface IOutcome
{
    /// <summary>Null when it is a result.</summary>
    Refusal? Refusal { get; }
}
