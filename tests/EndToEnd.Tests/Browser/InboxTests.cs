using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

public sealed class InboxTests : BrowserTest
{
    [Test]
    public async Task A_link_in_a_mail_opens_its_page_in_a_tab_of_its_own()
    {
        var lise = new Person(Node, "lise@example.test");
        (await lise.RegisterAsync()).Expect(202);
        await lise.WaitForMailAsync("Confirm your email");

        await Page.GotoAsync($"/dev/inbox?to={lise.Email}");
        await Page.GetByText("Confirm your email").ClickAsync();
        var link = Page.FrameLocator("details[open] iframe").GetByRole(AriaRole.Link, new() { Name = "Confirm email address" });
        var tab = await Windows.RunAndWaitForPageAsync(() => link.ClickAsync());
        await tab.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "Your address is confirmed" })).ToBeVisibleAsync();
        await lise.SignInAsync();
    }
}
