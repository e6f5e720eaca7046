using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

public sealed class ReferenceTests : BrowserTest
{
    [Test]
    public async Task The_reference_shows_an_operation_and_sends_it()
    {
        var operation = (await Node.GetAsync("/openapi/v1.json")).Expect(200).Json
            .GetProperty("paths").GetProperty("/api/v1/auth/forgot-password").GetProperty("post");

        await Page.GotoAsync("/docs/#tag/auth/POST/api/v1/auth/forgot-password");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = operation.Text("summary") })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Test Request (post /api/v1/auth/forgot-password)" }).ClickAsync();
        var answer = await Page.RunAndWaitForResponseAsync(
            () => Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync(), response => response.Request.Method == "POST");

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(new Uri(answer.Url).AbsolutePath, Is.EqualTo("/api/v1/auth/forgot-password"));
    }
}
