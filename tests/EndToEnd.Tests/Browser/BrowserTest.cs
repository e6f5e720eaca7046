using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MySaas.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace MySaas.EndToEnd.Tests.Browser;

/// <summary>A test with a window of its own. Whatever else it shows, nothing leaves our host and nothing breaks.</summary>
[Category("Browser"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract partial class BrowserTest
{
    private IBrowserContext? _windows;

    protected static Node Node => Stage.Node;

    protected IBrowserContext Windows => _windows!;

    protected IPage Page { get; private set; } = null!;

    protected Watch Watch { get; private set; } = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _windows = await Stage.Browser.NewContextAsync(new() { BaseURL = Node.Url.OriginalString });
        _windows.SetDefaultTimeout(15_000);
        Watch = new Watch(_windows);
        Page = await _windows.NewPageAsync();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await Windows.DisposeAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Watch.RequestsElsewhereThan(Node.Url), Is.Empty);
            Assert.That(Watch.Faults, Is.Empty);
        }
    }

    protected static string LinkIn(Mail mail) => MailedLink().Match(mail.Text).Value;

    protected ILocator Field(string label) => Page.GetByLabel(label);

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected ILocator Refusal => Page.GetByRole(AriaRole.Alert);

    protected Task SeeHeadingAsync(string text) =>
        Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(text);

    protected async Task SignInAsync(Person person, string button = "Sign in")
    {
        await Page.GetByLabel(new Regex("address")).FillAsync(person.Email);
        await Field("Password").FillAsync(person.Password);
        await Button(button).ClickAsync();
    }

    [GeneratedRegex(@"https?://\S+[?&]token=\S+")]
    private static partial Regex MailedLink();
}
