using System.Globalization;
using System.Reflection;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Notifications;

public sealed class EmailsTests
{
    private static IEnumerable<string> Mails => typeof(Emails)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => method.Name);

    /// <summary>The templates are an adapter's files; here only their names are looked at.</summary>
    [TestCaseSource(nameof(Mails))]
    public void Every_mail_has_its_template(string name)
    {
        var mail = Compose(name);

        Assert.That(Path.Combine(Templates().FullName, $"{mail.Template}.liquid"), Does.Exist);
    }

    [Test]
    public void Every_template_belongs_to_a_mail()
    {
        var files = Templates().GetFiles("*.liquid").Select(file => file.Name)
            .Where(file => file.Count(c => c == '.') == 1)
            .Select(file => file[..^".liquid".Length]);

        Assert.That(files, Is.Not.Empty.And.EquivalentTo(Mails.Select(mail => Compose(mail).Template)));
    }

    [TestCaseSource(nameof(Mails))]
    public void Every_mail_greets_by_name_and_says_whose_it_is(string name)
    {
        var mail = Compose(name);

        // Whoever is invited may have no account, and then no name.
        Assert.That(
            (mail.Values.GetValueOrDefault("displayName"), mail.Values["productName"]),
            Is.EqualTo((name == nameof(Emails.Invitation) ? null : "Ada Lovelace", "MySaas")));
    }

    [TestCase("ConfirmEmail", "/confirm-email?email=Ada@Example.com&token=a-token")]
    [TestCase("ResetPassword", "/reset-password?email=Ada@Example.com&token=a-token")]
    [TestCase("ConfirmEmailChange", "/confirm-email-change?email=new@example.org&token=a-token")]
    public void A_token_stands_in_the_mail_and_in_its_link(string name, string link)
    {
        var mail = Compose(name);

        Assert.That((mail.Values["token"], mail.Values["link"]), Is.EqualTo(("a-token", $"https://app.example.com{link}")));
    }

    [Test]
    public void Mails_about_a_new_address_go_to_the_right_one()
    {
        Assert.That(
            (Compose("ConfirmEmailChange").To, Compose("EmailChanged").To), Is.EqualTo(("new@example.org", "old@example.org")));
    }

    [Test]
    public void The_number_of_an_invoice_stands_in_its_receipt_and_in_no_other_mail() =>
        Assert.That(Mails.Where(mail => Compose(mail).Values.ContainsKey("number")), Is.EqualTo(new[] { nameof(Emails.Receipt) }));

    [TestCase("hash", "false")]
    [TestCase(null, "true")]
    public void A_confirmation_tells_whether_a_password_is_still_to_be_set(string? hash, string needsPassword)
    {
        var world = new World();
        var user = User.Register(EmailAddress.Parse("ada@example.com"), "Ada", hash, World.Monday);

        Assert.That(world.Emails.ConfirmEmail(user, "a-token", TimeSpan.FromDays(1)).Values["needsPassword"], Is.EqualTo(needsPassword));
    }

    [TestCase("3.00:00:00", "3 days")]
    [TestCase("1.00:00:00", "24 hours")]
    [TestCase("01:00:00", "60 minutes")]
    [TestCase("00:15:00", "15 minutes")]
    public void A_lifetime_is_told_in_words(string lifetime, string words)
    {
        var world = new World();

        var mail = world.Emails.ResetPassword(world.Confirmed(), "a-token", TimeSpan.Parse(lifetime, CultureInfo.InvariantCulture));

        Assert.That(mail.Values["expiresIn"], Is.EqualTo(words));
    }

    [Test]
    [SetCulture("ar-SA")]
    public void A_time_is_told_the_same_way_on_every_server() =>
        Assert.That(Compose("PasswordChanged").Values["at"], Is.EqualTo("23 November 2026, 09:00 UTC"));

    [Test]
    public void A_time_is_told_in_UTC_whatever_its_offset()
    {
        var world = new World();

        var mail = world.Emails.PasswordChanged(world.Confirmed(), World.Monday.ToOffset(TimeSpan.FromHours(5)));

        Assert.That(mail.Values["at"], Is.EqualTo("23 November 2026, 09:00 UTC"));
    }

    // Each parameter gets a plain value of its kind, so that a new mail is tried without a line here.
    private static SendEmail Compose(string name)
    {
        var world = new World();
        var method = typeof(Emails).GetMethod(name)!;
        var arguments = method.GetParameters().Select(parameter => parameter switch
        {
            { ParameterType: var type } when type == typeof(User) => (object)world.Confirmed(),
            { ParameterType: var type } when type == typeof(TimeSpan) => TimeSpan.FromHours(2),
            { ParameterType: var type } when type == typeof(DateTimeOffset) => World.Monday,
            { ParameterType: var type } when type == typeof(Guid) => Guid.CreateVersion7(World.Monday),
            { ParameterType: var type } when type == typeof(MailContact) => new MailContact("ada@example.com", "Ada Lovelace"),
            { ParameterType: var type } when type == typeof(Invitation) => Invitation.Send(
                Guid.CreateVersion7(World.Monday), EmailAddress.Parse("ada@example.com"), OrganizationRole.Admin,
                new Actor(Guid.CreateVersion7(World.Monday), OrganizationRole.Owner), "hash", World.Monday),
            { Name: "token" } => "a-token",
            { Name: "newEmail" } => "new@example.org",
            { Name: "oldEmail" } => "old@example.org",
            { Name: var other } => other!,
        });

        return (SendEmail)method.Invoke(world.Emails, [.. arguments])!;
    }

    private static DirectoryInfo Templates()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MySaas.sln")))
            folder = folder.Parent;

        return new DirectoryInfo(Path.Combine(folder!.FullName, "src/Infrastructure/Notifications/Templates"));
    }
}
