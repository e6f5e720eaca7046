using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>The pages behind the links of an account that exists already: a lost password, another address.</summary>
public sealed class RecoveryTests : BrowserTest
{
    [Test]
    public async Task A_lost_password_is_replaced_through_the_mails_link()
    {
        var mary = await Person.JoinAsync(Node, "mary@example.test");
        var (lost, chosen) = (mary.Password, "another walk by the sea 2");

        await Page.GotoAsync("/forgot-password");
        await Field("Email address").FillAsync(mary.Email);
        await Button("Send the link").ClickAsync();
        await SeeHeadingAsync("Look into your mailbox");

        await Page.GotoAsync(LinkIn(await mary.WaitForMailAsync("Reset your")));
        await Expect(Field("Email address")).ToHaveValueAsync(mary.Email);
        await Field("New password").FillAsync("password1234");
        await Button("Set the password").ClickAsync();
        await Expect(Field("New password")).ToHaveAccessibleDescriptionAsync(new Regex("common"));

        await Field("New password").FillAsync(chosen);
        await Button("Set the password").ClickAsync();
        await SeeHeadingAsync("Your password is set");

        (await mary.TrySignInAsync(lost)).Expect(401);
        mary.Password = chosen;
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await SignInAsync(mary);
        await SeeHeadingAsync("Hello, Ada");
    }

    [Test]
    public async Task A_new_address_is_confirmed_by_signing_in_as_before_and_as_nobody_else()
    {
        var dorothy = await Person.JoinAsync(Node, "dorothy@example.test");
        var katherine = await Person.JoinAsync(Node, "katherine@example.test");
        const string NewAddress = "dorothy.vaughan@example.test";
        (await dorothy.PostAsync("/api/v1/auth/change-email", new { NewEmail = NewAddress, dorothy.Password })).Expect(202);
        var mail = await Node.WaitForAsync(NewAddress, "Confirm your new email");

        await Page.GotoAsync(LinkIn(mail));
        await SignInAsync(katherine, "Sign in and confirm");
        await Expect(Refusal).ToHaveTextAsync("This link or token is wrong, used, or too old.");

        await SignInAsync(dorothy, "Sign in and confirm");
        await SeeHeadingAsync("Hello, Ada");

        await Expect(Page.GetByText($"You are signed in as {NewAddress}.")).ToBeVisibleAsync();
        (await dorothy.TrySignInAsync()).Expect(401);
        Assert.That(
            (await katherine.GetAsync("/api/v1/auth/sessions")).Expect(200).Json.GetProperty("items").GetArrayLength(), Is.EqualTo(1),
            "the page leaves no session of the account that it was not for");
    }
}
