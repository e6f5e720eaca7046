using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>The page that an invitation's mail leads to.</summary>
public sealed class InvitationTests : BrowserTest
{
    [Test]
    public async Task Whoever_has_an_account_signs_in_and_is_in()
    {
        var (host, guest) = (await Person.JoinAsync(Node, "host@example.test"), await Person.JoinAsync(Node, "guest@example.test"));
        var organization = (await host.PostAsync("/api/v1/organizations", new { name = "Analytical Engines" })).Expect(201).Json.GetProperty("id").GetString();
        (await host.PostAsync($"/api/v1/organizations/{organization}/invitations", new { guest.Email, role = "member" })).Expect(201);

        await Page.GotoAsync(LinkIn(await guest.WaitForMailAsync("invites you")));
        await Field("Password").FillAsync(guest.Password);
        await Button("Sign in and accept").ClickAsync();

        await SeeHeadingAsync("Welcome");
        (await guest.GetAsync($"/api/v1/organizations/{organization}")).Expect(200);
    }
}
