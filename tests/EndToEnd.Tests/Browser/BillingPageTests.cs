using System.Text.RegularExpressions;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>The pages that a payment leads back to: the address in them proves nothing.</summary>
public sealed class BillingPageTests : BrowserTest
{
    private const string Show = "Sign in and show the subscription";

    [Test]
    public async Task Whoever_comes_back_is_thanked_and_sees_their_own_organization_after_signing_in()
    {
        var owner = await Person.JoinAsync(Node, "payer@example.test");

        await Page.GotoAsync($"/billing/thank-you?organization={await FoundAsync(owner)}&session_id=cs_test_1");
        await SeeHeadingAsync("Thank you");
        await SignInAsync(owner, Show);

        await SeeHeadingAsync("Your subscription");
        await Expect(Page.GetByText(new Regex("Plan free, status none"))).ToBeVisibleAsync();
    }

    [Test]
    public async Task Whoever_knows_the_address_of_another_organization_sees_nothing_of_it()
    {
        var (owner, other) = (await Person.JoinAsync(Node, "seller@example.test"), await Person.JoinAsync(Node, "onlooker@example.test"));

        await Page.GotoAsync($"/billing/overview?organization={await FoundAsync(owner)}");
        await SignInAsync(other, Show);

        await Expect(Refusal).ToContainTextAsync("not yours");
    }

    [Test]
    public async Task Whoever_turns_back_hears_that_nothing_was_bought()
    {
        await Page.GotoAsync("/billing/cancelled");

        await SeeHeadingAsync("Nothing was bought");
    }

    private static async Task<string> FoundAsync(Person owner) =>
        (await owner.PostAsync("/api/v1/organizations", new { name = "Analytical Engines" })).Expect(201).Json.GetProperty("id").GetString()!;
}
