using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>What holds for every page that the product serves.</summary>
public sealed class PageTests : BrowserTest
{
    private const string Link = "email=somebody.with.a.rather.long.address@department.of.examples.test&token=abc";

    private static readonly string[] OwnPages =
    [
        "/sign-in", "/Register/", "/forgot-password", $"/confirm-email?{Link}", $"/reset-password?{Link}",
        $"/confirm-email-change?{Link}", $"/accept-invitation?{Link}", "/dev/inbox",
    ];

    private static readonly string[] AllPages = [.. OwnPages, "/docs"];

    [TestCaseSource(nameof(AllPages))]
    public async Task A_page_loads_everything_from_here_and_without_an_error(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).Not.ToBeEmptyAsync();
        Assert.That(Watch.Refusals, Is.Empty);
    }

    [TestCaseSource(nameof(OwnPages))]
    public async Task A_page_has_a_language_a_title_named_fields_and_room_on_a_small_phone(string path)
    {
        await Page.SetViewportSizeAsync(320, 640);

        await Page.GotoAsync(path);

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToBeEmptyAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(Page).ToHaveTitleAsync(new Regex(@"^(\w[\w ?]+ · MySaas|Development inbox)$"));
        foreach (var field in await Page.Locator("input").AllAsync())
            await Expect(field).ToHaveAccessibleNameAsync(new Regex(@"\w{4}"));
        Assert.That(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(320));
    }
}
