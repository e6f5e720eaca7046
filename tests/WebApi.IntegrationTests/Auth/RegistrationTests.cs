using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class RegistrationTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_mail_brings_a_link_with_address_and_token_that_opens_the_account()
    {
        var ann = await RegisterAsync($"ann+{Guid.CreateVersion7():N}@example.com");
        var mail = await ann.MailAsync("Confirm");

        await ann.ConfirmAsync(mail.Token).ShouldBe(204);

        await ann.SignInAsync();
        Assert.That(mail.Link.ToString(), Does.StartWith($"{TestSettings.BaseUrl}/"));
        Assert.That(mail.Link.Query, Is.EqualTo($"?email={Uri.EscapeDataString(ann.Email)}&token={mail.Token}"));
    }

    [Test]
    public async Task Nobody_signs_in_before_the_address_is_confirmed()
    {
        var ann = await RegisterAsync();

        var response = await ann.LogInAsync();

        await response.ShouldBeProblem(403, "auth.email_not_confirmed");
    }

    [Test]
    public async Task A_known_address_gets_a_mail_that_says_so_and_its_account_stays_as_it_was()
    {
        var ann = await JoinAsync();

        await Stranger(ann.Email, "mallory wants this account").RegisterAsync().ShouldBe(202);

        Assert.That(await ann.CountMailsAsync("already have"), Is.EqualTo(1));
        await ann.SignInAsync();
        await ann.LogInAsync("mallory wants this account").ShouldBeProblem(401, "auth.invalid_credentials");
    }

    [Test]
    public async Task An_address_is_trimmed_and_compared_without_case()
    {
        var ann = await RegisterAsync($"Ann.{Guid.CreateVersion7():N}@Example.com");
        await ann.ConfirmAsync();

        var typed = Stranger($"  {ann.Email.ToUpperInvariant()}\t");
        await typed.RegisterAsync().ShouldBe(202);

        await typed.SignInAsync();
        Assert.That(await ann.CountMailsAsync("already have"), Is.EqualTo(1));
    }

    [Test]
    public async Task All_faults_are_told_at_once()
    {
        var response = App.Client().PostAsync("auth/register", new { email = "nobody", password = "short", displayName = " " });

        await response.ShouldBeInvalid("email", "password", "displayName");
    }

    [TestCase("elevenchars")]
    [TestCase("password1234")]
    [TestCase("somebody.long@example.com")]
    [TestCase("SOMEBODY.long@example.com")]
    public async Task Short_common_and_obvious_passwords_are_refused(string password)
    {
        var response = Stranger("somebody.long@example.com", password).RegisterAsync();

        await response.ShouldBeInvalid("password");
    }

    [TestCase(12, 202)]
    [TestCase(128, 202)]
    [TestCase(129, 400)]
    public async Task A_password_has_12_to_128_characters(int length, int status)
    {
        var password = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * 7 % 26))));

        var response = await Stranger(password: password).RegisterAsync();

        await response.ShouldBe(status);
    }

    [TestCase("")]
    [TestCase("a\u0000b")]
    [TestCase("two\nlines")]
    public async Task A_display_name_is_one_line_of_text(string name)
    {
        var person = new Person(App, "ann@example.com", Password) { DisplayName = name };

        var response = person.RegisterAsync();

        await response.ShouldBeInvalid("displayName");
    }

    [Test]
    public async Task Twenty_registrations_at_once_make_one_account()
    {
        var ann = Stranger();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ann.RegisterAsync()));

        Assert.That(responses.Select(response => (int)response.StatusCode), Is.All.EqualTo(202));
        Assert.That(await App.Database.CountAsync("Users", ("NormalizedEmail", ann.Email)), Is.EqualTo(1));
        await ann.ConfirmAsync();
        await ann.SignInAsync();
    }
}
