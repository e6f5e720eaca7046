using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>The browser of this machine: Playwright drives it and downloads none.</summary>
internal static class Chromium
{
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",                          // containers run as root
        "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Arguments });

    private static string Find() => TestEnvironment.Chromium is { } named
        ? File.Exists(named) ? named : throw new InvalidOperationException($"MYSAAS_CHROMIUM names no file: {named}")
        : UsualPlaces.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The browser tests need Chromium: install it (looked for {string.Join(", ", UsualPlaces)}), name it in MYSAAS_CHROMIUM, "
            + "or leave them out with --filter TestCategory!=Browser.");
}
