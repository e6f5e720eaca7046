using System.Text;

namespace MySaas.StripeSimulator.Pages;

/// <summary>What a page's request is answered with.</summary>
internal sealed record Page(int Status, string ContentType, byte[] Body)
{
    /// <summary>Where to go instead.</summary>
    public string? Location { get; private init; }

    /// <summary>Where its forms may lead in the end; browsers check redirects after a form, too.</summary>
    public string FormAction { get; init; } = "'self'";

    /// <summary>Nothing from elsewhere, no script, and in nobody's frame.</summary>
    public string Policy =>
        $"default-src 'none'; style-src 'self'; img-src data:; form-action {FormAction}; frame-ancestors 'none'; base-uri 'none'";

    /// <param name="baseUrl">Where the simulator begins.</param>
    public static Page Html(string baseUrl, string title, Markup content, int status = 200) =>
        new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Frame(baseUrl, title, content).Html));

    public static Page Redirect(string location) => new(303, "text/plain", []) { Location = location };

    public static Page File(string contentType, byte[] body) => new(200, contentType, body);

    private static Markup Frame(string baseUrl, string title, Markup content) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{title}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="{baseUrl}/pages/style.css">
        </head>
        <body>
        <header><a href="{baseUrl}/">Stripe simulator</a><span>Simulator, no real money</span></header>
        <main>
        <h1>{title}</h1>
        {content}
        </main>
        </body>
        </html>

        """);
}
