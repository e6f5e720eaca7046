using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Common;
using MySaas.Infrastructure.Notifications;

namespace MySaas.WebApi.Notifications;

/// <summary>Mails that were not sent because this is development. Elsewhere these routes do not exist.</summary>
[ApiController, Route("dev"), AllowAnonymous, ApiExplorerSettings(IgnoreApi = true)]
public sealed class DevelopmentInboxController(DevelopmentInbox inbox) : ControllerBase
{
    private const string List = "development-emails";

    [HttpGet("emails")]
    public async Task<Page<DevelopmentEmailDto>> Emails(string? to, string? cursor, int? limit, CancellationToken ct)
    {
        var page = PageRequest.Of(List, cursor, limit);
        return page.Cut(List, await inbox.ListAsync(to, page, ct), email => email.Id);
    }

    [HttpGet("inbox")]
    public async Task<ContentResult> Inbox(string? to, CancellationToken ct)
    {
        var emails = await inbox.ListAsync(to, new PageRequest(null, PageRequest.MaxLimit - 1), ct);
        return Content(Render(emails), "text/html", Encoding.UTF8);
    }

    private static string Render(IReadOnlyList<DevelopmentEmailDto> emails)
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Development inbox</title>
              <link rel="icon" href="data:,">
              <style>
                :root { color-scheme: light dark }
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
                details { border: 1px solid #8886; border-radius: 8px; margin: .6rem 0; padding: .6rem .9rem }
                summary { cursor: pointer } small { opacity: .75 } iframe { width: 100%; height: 40rem; border: 0; margin-top: .6rem }
              </style>
            </head>
            <body>
            <h1>Development inbox</h1>
            """);
        if (emails.Count == 0)
            page.Append("<p>No mail yet. Register, and look again.</p>");
        foreach (var email in emails)
            page.Append(CultureInfo.InvariantCulture, $"""

                <details><summary><b>{WebUtility.HtmlEncode(email.Subject)}</b><br>
                <small>{WebUtility.HtmlEncode(email.To)} · {email.SentAt:u}</small></summary>
                <iframe title="The mail" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"
                  srcdoc="{WebUtility.HtmlEncode(LinksInNewTabs(email.Html))}"></iframe></details>
                """);
        return page.Append("\n</body>\n</html>\n").ToString();
    }

    // The pages that the links lead to let nobody frame them.
    private static string LinksInNewTabs(string html) =>
        html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.OrdinalIgnoreCase);
}
