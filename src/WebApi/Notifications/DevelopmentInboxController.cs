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
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Development inbox</title>
            <style>
              body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
              details { border: 1px solid #ddd; border-radius: 6px; margin: .6rem 0; padding: .6rem .9rem }
              summary { cursor: pointer } small { color: #666 } iframe { width: 100%; height: 34rem; border: 0; margin-top: .6rem }
            </style><h1>Development inbox</h1>
            """);
        if (emails.Count == 0)
            page.Append("<p>No mail yet. Register, and look again.</p>");
        foreach (var email in emails)
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <details><summary><b>{WebUtility.HtmlEncode(email.Subject)}</b><br>
                <small>{WebUtility.HtmlEncode(email.To)} · {email.SentAt:u}</small></summary>
                <iframe sandbox="allow-popups" srcdoc="{WebUtility.HtmlEncode(email.Html)}"></iframe></details>
                """);
        return page.Append("</html>").ToString();
    }
}
