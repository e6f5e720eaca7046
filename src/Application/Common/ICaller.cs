namespace MySaas.Application.Common;

/// <summary>Who sent this request and from where. Background work has a caller too: the product itself.</summary>
public interface ICaller
{
    Guid? UserId { get; }
    Guid? SessionId { get; }
    string? Email { get; }
    bool EmailConfirmed { get; }
    bool IsPlatformAdmin { get; }

    /// <summary>The product itself: work in the background, or the operator's shell. No request ever is.</summary>
    bool IsSystem { get; }

    /// <summary>The client's network address, as far as configured proxies are believed.</summary>
    string? IpAddress { get; }

    string? UserAgent { get; }
    string? RequestId { get; }
}

public static class CallerExtensions
{
    /// <exception cref="InvalidOperationException">The message let callers in who have not signed in.</exception>
    public static Guid RequiredUserId(this ICaller caller) =>
        caller.UserId ?? throw new InvalidOperationException("This use case needs a requirement that demands a sign-in.");
}
