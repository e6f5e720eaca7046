using MySaas.Application.Notifications;

namespace MySaas.Application.Billing;

/// <summary>
/// Where the provider's pages lead back to: pages of ours, or of those whom the settings name. Anywhere else, a payment page of
/// ours would vouch for whoever made the link.
/// </summary>
public sealed class ReturnUrls(ILinks links, BillingOptions options)
{
    public const string Rule = "This is not a page of this product, nor of an origin in Billing:AllowedReturnOrigins.";

    private const int MaxLength = 2000;

    public string Cancelled => links.To("/billing/cancelled");

    public string ThankYou(Guid organizationId) => links.To("/billing/thank-you", ("organization", organizationId.ToString()));

    public string Overview(Guid organizationId) => links.To("/billing/overview", ("organization", organizationId.ToString()));

    public bool IsAllowed(string? url) =>
        url is null
        || (url.Length <= MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var page) && page.UserInfo.Length == 0
            && options.AllowedReturnOrigins.Append(links.To("/")).Any(origin => IsOn(page, new Uri(origin))));

    private static bool IsOn(Uri page, Uri origin) =>
        page.Scheme is "http" or "https" && page.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority);
}
