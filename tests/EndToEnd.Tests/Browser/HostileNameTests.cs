using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

public sealed class HostileNameTests : BrowserTest
{
    private const string Name = "<img src=x onerror=alert(1)>";

    [Test]
    public async Task A_name_of_markup_is_text_on_the_page_and_in_the_inbox()
    {
        var mallory = new Person(Node, "mallory@example.test");
        var registration = new { mallory.Email, mallory.Password, DisplayName = Name };
        (await Node.PostAsync("/api/v1/auth/register", registration)).Expect(202);
        await mallory.ConfirmAsync();
        (await Node.PostAsync("/api/v1/auth/register", registration)).Expect(202);
        await mallory.WaitForMailAsync("already");              // only a proven mailbox is greeted by name

        await Page.GotoAsync("/sign-in");
        await SignInAsync(mallory);
        await SeeHeadingAsync($"Hello, {Name}");
        await Expect(Page.Locator("img")).ToHaveCountAsync(0);

        await Page.GotoAsync($"/dev/inbox?to={mallory.Email}");
        await Page.GetByText("already").ClickAsync();
        var mail = Page.FrameLocator("details[open] iframe");
        await Expect(mail.GetByText($"Hello {Name},")).ToBeVisibleAsync();
        await Expect(mail.Locator("img")).ToHaveCountAsync(0);
    }
}
