using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>One node and one browser for all tests of this folder. Each test brings its own people and opens its own windows.</summary>
[SetUpFixture]
public sealed class Stage
{
    private static Site? _site;
    private static Node? _node;
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    public static Node Node => _node!;

    public static IBrowser Browser => _browser!;

    [OneTimeSetUp]
    public async Task SetUpAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _site = await Site.CreateAsync(Engine.Sqlite);
        _node = await _site.StartAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
    }

    [OneTimeTearDown]
    public async Task ClearAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_site is not null)
            await _site.DisposeAsync();
    }
}
