using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

public sealed class KeyboardTests : BrowserTest
{
    [Test]
    public async Task Signing_in_needs_no_mouse()
    {
        await Page.GotoAsync("/sign-in");
        await Expect(Button("Sign in")).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("stranger@example.test");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("what was it again?");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Refusal).ToHaveTextAsync("The address or the password is wrong.");
        await Expect(Field("Email address")).ToHaveValueAsync("stranger@example.test");
        await Expect(Field("Password")).ToBeFocusedAsync();
    }

    [Test]
    public async Task The_focus_goes_to_the_first_fault_and_the_button_is_reached_from_there()
    {
        await Page.GotoAsync("/register");

        await Field("Your name").FillAsync("Ada");
        await Field("Your name").PressAsync("Enter");
        await Expect(Field("Email address")).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("Tab");
        await Expect(Field("Password")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Button("Create account")).ToBeFocusedAsync();
        await Field("Email address").FillAsync("ada@example.test");
        await Button("Create account").PressAsync("Space");
        await Expect(Field("Password")).ToBeFocusedAsync();
    }

    [Test]
    public async Task What_follows_a_form_has_the_focus_to_be_read_out()
    {
        await Page.GotoAsync("/forgot-password");

        await Field("Email address").FillAsync("stranger@example.test");
        await Field("Email address").PressAsync("Enter");

        await SeeHeadingAsync("Look into your mailbox");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }
}
