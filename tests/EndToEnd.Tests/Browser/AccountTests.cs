using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>From no account to the first sign-in.</summary>
public sealed class AccountTests : BrowserTest
{
    [Test]
    public async Task Registering_shows_each_fault_at_its_field_and_keeps_what_was_typed()
    {
        await Page.GotoAsync("/register");

        await Field("Your name").FillAsync(" ");
        await Field("Email address").FillAsync("nobody@nowhere");
        await Field("Password").FillAsync("too short");
        await Button("Create account").ClickAsync();

        await Expect(Refusal).ToHaveTextAsync("Some of the input is not valid.");
        await Expect(Field("Your name")).ToHaveAccessibleDescriptionAsync(new Regex("^A display name has"));
        await Expect(Field("Email address")).ToHaveAccessibleDescriptionAsync("This is not a mail address.");
        await Expect(Field("Password")).ToHaveAccessibleDescriptionAsync(new Regex("12 to 128 characters"));
        await Expect(Field("Email address")).ToHaveValueAsync("nobody@nowhere");
        await Expect(Page.Locator("[aria-invalid=true]")).ToHaveCountAsync(3);
    }

    [Test]
    public async Task A_person_registers_confirms_by_the_mails_link_signs_in_and_signs_out()
    {
        var ada = new Person(Node, "ada@example.test");

        await Page.GotoAsync("/register");
        await Field("Your name").FillAsync("Ada Lovelace");
        await Field("Email address").FillAsync(ada.Email);
        await Field("Password").FillAsync(ada.Password);
        await Button("Create account").ClickAsync();
        await SeeHeadingAsync("Look into your mailbox");

        await Page.GotoAsync(LinkIn(await ada.WaitForMailAsync("Confirm your email")));
        await Button("Confirm").ClickAsync();
        await SeeHeadingAsync("Your address is confirmed");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await SignInAsync(ada);
        await SeeHeadingAsync("Hello, Ada Lovelace");
        await Expect(Page.GetByText($"You are signed in as {ada.Email}.")).ToBeVisibleAsync();

        await Button("Sign out").ClickAsync();
        await SeeHeadingAsync("Sign in");
        await ada.SignInAsync();
        var sessions = (await ada.GetAsync("/api/v1/auth/sessions")).Expect(200).Json.GetProperty("items");
        Assert.That(sessions.GetArrayLength(), Is.EqualTo(1), "the page's session has ended; this is the other one");
    }

    [Test]
    public async Task Opening_the_mails_link_alone_confirms_nothing()
    {
        var scanned = new Person(Node, "scanned@example.test");
        (await scanned.RegisterAsync()).Expect(202);
        var link = LinkIn(await scanned.WaitForMailAsync("Confirm your email"));

        await Page.GotoAsync(link, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(Button("Confirm")).ToBeVisibleAsync();

        Assert.That(Watch.Requests.Select(request => request.Method), Is.All.EqualTo("GET"));
        Assert.That((await scanned.TrySignInAsync()).Expect(403).Code, Is.EqualTo("auth.email_not_confirmed"));
    }

    [Test]
    public async Task Who_lost_the_mail_has_it_sent_again_from_the_sign_in_page()
    {
        var careless = new Person(Node, "careless@example.test");
        (await careless.RegisterAsync()).Expect(202);
        var first = await careless.WaitForMailAsync("Confirm your email");

        await Page.GotoAsync("/sign-in");
        await SignInAsync(careless);
        await Button("Send the mail again").ClickAsync();
        await SeeHeadingAsync("Look into your mailbox");

        var mails = await Eventually.GetAsync(
            () => Node.MailsAsync(careless.Email), mails => mails.Count == 2, "a second mail");
        Assert.That(mails[0].Token, Is.Not.EqualTo(first.Token));
    }

    [TestCase("/confirm-email?email=ada@example.test")]
    [TestCase("/reset-password?token=abc")]
    [TestCase("/confirm-email-change?email=ada@example.test&token=")]
    [TestCase("/accept-invitation?token=abc")]
    public async Task A_link_that_lost_a_part_says_so_and_offers_no_form(string link)
    {
        await Page.GotoAsync(link);

        await Expect(Page.GetByText("This link is incomplete.")).ToBeVisibleAsync();
        await Expect(Page.Locator("input, button")).ToHaveCountAsync(0);
    }
}
