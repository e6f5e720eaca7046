using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>What a browser's windows ask for, and what they complain about.</summary>
public sealed class Watch
{
    private readonly ConcurrentQueue<IRequest> _requests = [];
    private readonly ConcurrentQueue<string> _refusals = [];
    private readonly ConcurrentQueue<string> _faults = [];

    public Watch(IBrowserContext windows)
    {
        windows.Request += (_, request) => _requests.Enqueue(request);
        windows.Console += (_, message) => Keep(message);
        windows.WebError += (_, error) => _faults.Enqueue(error.Error);
        windows.Dialog += async (_, dialog) =>
        {
            _faults.Enqueue($"A dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IReadOnlyList<IRequest> Requests => [.. _requests];

    /// <summary>Answers of 400 and above, which the browser logs as errors and a form expects.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals];

    /// <summary>Uncaught exceptions, violations of the content policy and everything else that the console shows in colour.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    public IEnumerable<string> RequestsElsewhereThan(Uri origin) => Requests
        .Select(request => new Uri(request.Url))
        .Where(url => url.Scheme != "data" && url.GetLeftPart(UriPartial.Authority) != origin.GetLeftPart(UriPartial.Authority))
        .Select(url => url.OriginalString);

    private void Keep(IConsoleMessage message)
    {
        if (message.Type is not ("error" or "warning"))
            return;
        var isRefusal = message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal);
        (isRefusal ? _refusals : _faults).Enqueue($"{message.Location}: {message.Text}");
    }
}
