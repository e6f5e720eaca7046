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

    /// <summary>The API key that the request carries instead of a sign-in; null for people.</summary>
    CallerKey? ApiKey { get; }

    /// <summary>The administrator who acts as this user; null for the user themselves.</summary>
    Guid? ImpersonatorId { get; }

    /// <summary>The client's network address, as far as configured proxies are believed.</summary>
    string? IpAddress { get; }

    string? UserAgent { get; }
    string? RequestId { get; }
}

/// <summary>An API key in force: for whom it acts, and what it may do.</summary>
public sealed record CallerKey(Guid Id, Guid OrganizationId, IReadOnlySet<string> Scopes);

public static class CallerExtensions
{
    /// <exception cref="InvalidOperationException">The message let callers in who have not signed in.</exception>
    public static Guid RequiredUserId(this ICaller caller) =>
        caller.UserId ?? throw new InvalidOperationException("This use case needs a requirement that demands a sign-in.");

    /// <summary>The user or the API key.</summary>
    /// <exception cref="InvalidOperationException">The message let callers in who are neither.</exception>
    public static Guid RequiredActorId(this ICaller caller) => caller.ApiKey?.Id ?? caller.RequiredUserId();
}
