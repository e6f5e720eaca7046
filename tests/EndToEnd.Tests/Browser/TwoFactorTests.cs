using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

public sealed class TwoFactorTests : BrowserTest
{
    private const string Code = "Code of your authenticator, or a recovery code";

    [Test]
    public async Task Sign_in_asks_for_the_code_keeps_what_was_typed_and_goes_on()
    {
        var grace = await Person.JoinAsync(Node, "grace@example.test");
        var (authenticator, _) = await SetUpTwoFactorAsync(grace);

        await Page.GotoAsync("/sign-in");
        await SignInAsync(grace);

        await Expect(Field(Code)).ToBeFocusedAsync();
        await Expect(Field("Email address")).ToHaveValueAsync(grace.Email);
        await Expect(Field("Password")).ToHaveValueAsync(grace.Password);

        await Field(Code).FillAsync("000");
        await Button("Sign in").ClickAsync();
        await Expect(Refusal).ToHaveTextAsync("The code is wrong or has been used.");

        await Field(Code).FillAsync(authenticator.NextCode());
        await Button("Sign in").ClickAsync();
        await SeeHeadingAsync("Hello, Ada");
    }

    [Test]
    public async Task A_recovery_code_serves_in_place_of_the_authenticator()
    {
        var joan = await Person.JoinAsync(Node, "joan@example.test");
        var (_, recoveryCode) = await SetUpTwoFactorAsync(joan);

        await Page.GotoAsync("/sign-in");
        await SignInAsync(joan);
        await Field(Code).FillAsync($" {recoveryCode.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} ");
        await Button("Sign in").ClickAsync();

        await SeeHeadingAsync("Hello, Ada");
    }

    private static async Task<(Authenticator, string RecoveryCode)> SetUpTwoFactorAsync(Person person)
    {
        var setup = (await person.PostAsync("/api/v1/auth/two-factor/setup")).Expect(200).Json;
        var authenticator = new Authenticator(setup.Text("sharedKey"));
        var enabled = (await person.PostAsync("/api/v1/auth/two-factor/enable", new { Code = authenticator.NextCode() })).Expect(200);
        return (authenticator, enabled.Json.GetProperty("recoveryCodes")[0].GetString()!);
    }
}
