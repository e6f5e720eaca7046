using System.Security.Cryptography;
using System.Text.Json;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// Under which keys the provider is written to, so that a crash between the write and our commit repeats the call and not the
/// effect. They name the organization, since a race that is lost may make our row anew, and hold a hash of what is written, since
/// the provider takes the same key with other words for a mistake.
/// </summary>
internal static class WriteKeys
{
    private const int HashLength = 16;

    /// <summary>For what comes once per state of our row: each change that was made gives it another version.</summary>
    public static string ForChange(string what, Subscription subscription, object content) =>
        Of(what, subscription.OrganizationId, subscription.Version, content);

    /// <summary>For what begins before there is a row: two tabs that begin at once write under one key.</summary>
    public static string ForBeginning(string what, Subscription subscription, object content) =>
        Of(what, subscription.OrganizationId, subscription.Attempt, content);

    private static string Of(string what, Guid organizationId, long turn, object content) =>
        $"{what}:{organizationId}:{turn}:{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)))[..HashLength]}";
}
