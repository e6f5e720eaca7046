using System.Net;
using Microsoft.Extensions.FileProviders;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

public sealed class EmailTemplatesTests
{
    private const string Link = "https://app.example.com/confirm?email=ada%2Bwork%40example.com&token=a-b_C1~";
    private const string When = "23 November 2026, 20:01 UTC";

    private static readonly Dictionary<string, Dictionary<string, string>> Mails = new()
    {
        ["confirm-email"] = new() { ["link"] = Link, ["token"] = "a-b_C1~", ["email"] = "ada@example.com", ["expiresIn"] = "24 hours" },
        ["already-registered"] = new() { ["link"] = Link, ["resetLink"] = "https://app.example.com/forgot?email=ada%40example.com" },
        ["reset-password"] = new() { ["link"] = Link, ["token"] = "a-b_C1~", ["email"] = "ada@example.com", ["expiresIn"] = "1 hour" },
        ["password-changed"] = new() { ["at"] = When },
        ["confirm-email-change"] = new()
        {
            ["link"] = Link,
            ["token"] = "a-b_C1~",
            ["newEmail"] = "ada@example.org",
            ["expiresIn"] = "24 hours",
        },
        ["email-changed"] = new() { ["newEmailMasked"] = "a••@example.org" },
        ["email-change-taken"] = [],
        ["session-revoked"] = new() { ["at"] = When, ["ipAddress"] = "203.0.113.9", ["userAgent"] = "Firefox/145.0 (X11; Linux)" },
        ["two-factor-enabled"] = new() { ["at"] = When },
        ["two-factor-disabled"] = new() { ["at"] = When },
        ["recovery-codes-replaced"] = new() { ["at"] = When },
        ["account-deletion-scheduled"] = new() { ["erasesAt"] = When },
        ["account-deletion-cancelled"] = [],
        ["account-erased"] = [],
        ["invitation"] = new()
        {
            ["link"] = Link,
            ["token"] = "a-token",
            ["email"] = "ada@example.com",
            ["organizationName"] = "Analytical Engines",
            ["inviterName"] = "Charles Babbage",
            ["role"] = "admin",
            ["expiresIn"] = "7 days",
        },
        ["organization-deletion-scheduled"] = new() { ["organizationName"] = "Analytical Engines", ["erasesAt"] = When },
        ["audit-log-ready"] = new() { ["link"] = Link, ["expiresIn"] = "3 days" },
        ["business-metrics-ready"] = new() { ["link"] = Link, ["expiresIn"] = "3 days" },
        ["subscription-started"] = new() { ["organizationName"] = "Analytical Engines", ["planName"] = "Pro", ["link"] = Link },
        ["plan-changed"] = new() { ["organizationName"] = "Analytical Engines", ["planName"] = "Business", ["link"] = Link },
        ["plan-change-scheduled"] = new()
        {
            ["organizationName"] = "Analytical Engines",
            ["planName"] = "Pro",
            ["from"] = When,
            ["link"] = Link,
        },
        ["cancellation-scheduled"] = new() { ["organizationName"] = "Analytical Engines", ["endsAt"] = When, ["link"] = Link },
        ["subscription-ended"] = new() { ["organizationName"] = "Analytical Engines", ["planName"] = "Pro", ["link"] = Link },
        ["receipt"] = new()
        {
            ["organizationName"] = "Analytical Engines",
            ["number"] = "8XKQ2M1C-0001",
            ["amount"] = "36.00 USD",
            ["link"] = Link,
        },
        ["payment-overdue"] = new() { ["organizationName"] = "Analytical Engines", ["until"] = When, ["link"] = Link },
        ["payment-reminder"] = new() { ["organizationName"] = "Analytical Engines", ["until"] = When, ["link"] = Link },
        ["trial-ending"] = new() { ["organizationName"] = "Analytical Engines", ["endsAt"] = When, ["link"] = Link },
        ["payment-action-required"] = new() { ["organizationName"] = "Analytical Engines", ["amount"] = "36.00 USD", ["link"] = Link },
        ["second-subscription"] = new() { ["organizationId"] = "01a20a29-5b1a-7b30-9180-1ab67f16fdb5", ["subscriptionId"] = "sub_2" },
        ["payment-disputed"] = new() { ["organizationId"] = "01a20a29-5b1a-7b30-9180-1ab67f16fdb5", ["disputeId"] = "du_1" },
        ["export-ready"] = new() { ["link"] = Link, ["expiresIn"] = "24 hours" },
    };

    // The display name is not shown to an address that has not been proven to be the person's.
    private static readonly string[] Unproven = ["confirm-email", "confirm-email-change", "reset-password", "invitation"];

    private static readonly EmailTemplates Templates = new();
    private static readonly DirectoryInfo Scratch = Directory.CreateTempSubdirectory("mails-");

    private static IEnumerable<string> Names => Mails.Keys;

    private static IEnumerable<string> NamesThatGreet => Mails.Keys.Except(Unproven);

    private static IEnumerable<TestCaseData> LinksOfEachMail =>
        from mail in Mails
        from value in mail.Value.Values
        where value.StartsWith("https:", StringComparison.Ordinal)
        select new TestCaseData(mail.Key, value);

    private static IEnumerable<TestCaseData> ValuesOfEachMail =>
        from mail in Mails
        from value in ValuesOf(mail.Key).Keys
        where value != "displayName" || !Unproven.Contains(mail.Key)
        select new TestCaseData(mail.Key, value);

    [OneTimeTearDown]
    public void DeleteScratch() => Scratch.Delete(recursive: true);

    [Test]
    public void Every_template_file_is_in_the_list_of_these_tests()
    {
        var files = typeof(EmailTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".liquid", StringComparison.Ordinal) && name.Count(c => c == '.') == 1)
            .Select(Path.GetFileNameWithoutExtension);

        Assert.That(files, Is.EquivalentTo(Mails.Keys));
    }

    [TestCaseSource(nameof(Names))]
    public void A_mail_shows_all_its_values_in_text_and_html(string template)
    {
        var mail = Templates.Render(template, ValuesOf(template));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.Subject, Does.Contain("MySaas"));
            Assert.That(mail.Text, Does.Contain("You get this mail because").And.Contain("MySaas"));
            Assert.That(mail.Html, Does.StartWith("<!DOCTYPE html>").And.Contain("You get this mail because"));
            foreach (var value in Mails[template].Values)
            {
                Assert.That(mail.Text, Does.Contain(value));
                Assert.That(WebUtility.HtmlDecode(mail.Html), Does.Contain(value));
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void No_mail_carries_the_marks_of_the_template_language(string template)
    {
        var mail = Templates.Render(template, ValuesOf(template));

        Assert.That(mail.Subject + mail.Text + mail.Html, Does.Not.Contain("{{").And.Not.Contain("{%").And.Not.Contain("%}"));
    }

    [TestCaseSource(nameof(LinksOfEachMail))]
    public void A_link_stands_verbatim_on_its_own_line_of_the_text(string template, string link)
    {
        var mail = Templates.Render(template, ValuesOf(template));

        Assert.That(mail.Text.Split('\n'), Has.One.EqualTo(link));
    }

    [TestCaseSource(nameof(LinksOfEachMail))]
    public void A_link_cannot_break_out_of_its_attribute(string template, string link)
    {
        var values = ValuesOf(template);
        foreach (var name in values.Keys.Where(name => values[name] == link))
            values[name] = link + "\"><script>alert(1)</script>";

        var mail = Templates.Render(template, values);

        Assert.That(mail.Html, Does.Not.Contain("<script").And.Contain("&quot;&gt;&lt;script&gt;"));
    }

    [TestCaseSource(nameof(NamesThatGreet))]
    public void A_display_name_is_escaped_in_html_and_left_alone_in_text(string template)
    {
        var mail = Templates.Render(template, ValuesOf(template, displayName: "<script>Ada & 'Łucja'"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.Html, Does.Contain("Hello &lt;script&gt;Ada &amp; &#x27;Łucja&#x27;,").And.Not.Contain("<script"));
            Assert.That(mail.Text, Does.StartWith("Hello <script>Ada & 'Łucja',\n"));
        }
    }

    [TestCaseSource(nameof(Unproven))]
    public void An_unproven_address_is_not_shown_the_words_that_a_stranger_chose_as_a_name(string template)
    {
        var mail = Templates.Render(template, ValuesOf(template, displayName: "Free money at evil.example"));

        Assert.That(mail.Subject + mail.Text + mail.Html, Does.Not.Contain("evil.example"));
    }

    [TestCaseSource(nameof(ValuesOfEachMail))]
    public void A_missing_value_stops_the_mail_and_is_named(string template, string value)
    {
        var values = ValuesOf(template);
        values.Remove(value);

        Assert.That(() => Templates.Render(template, values),
            Throws.InvalidOperationException.With.Message.Contains($"'{template}' needs the value '{value}'"));
    }

    [TestCaseSource(nameof(Names))]
    public void Line_breaks_in_values_stay_out_of_the_subject_and_start_no_paragraph(string template)
    {
        var clean = Templates.Render(template, ValuesOf(template, displayName: "Ada Bcc: eve@example.com"));
        var values = ValuesOf(template, displayName: "Ada\r\nBcc:\u0085\u2028eve@example.com");
        values["productName"] = "My\r\nSaas";

        var mail = Templates.Render(template, values);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.Subject, Does.Contain("My Saas").And.Not.Matches(@"[\r\n\u0085\u2028\u2029]"));
            Assert.That(mail.Text, Is.EqualTo(clean.Text.Replace("MySaas", "My Saas", StringComparison.Ordinal)));
        }
    }

    [Test]
    public void A_subject_with_a_display_name_of_two_lines_stays_on_one()
    {
        var templates = WithMail("{% capture subject %}Hello\n{{ displayName }}{% endcapture %}" + PartsBelowTheSubject);

        var mail = templates.Render("test", ValuesOf("test", displayName: "Ada\r\nBcc: eve@example.com"));

        Assert.That(mail.Subject, Is.EqualTo("Hello Ada Bcc: eve@example.com"));
    }

    [Test]
    public void A_display_name_without_a_visible_character_still_gets_its_mail()
    {
        var mail = Templates.Render("password-changed", ValuesOf("password-changed", displayName: "\u0001"));

        Assert.That(mail.Text, Does.StartWith("Hello,\n"));
    }

    [Test]
    public void A_device_that_told_nothing_about_itself_is_unknown()
    {
        var values = ValuesOf("session-revoked");
        values["userAgent"] = "";

        Assert.That(Templates.Render("session-revoked", values).Text, Does.Contain("Device: unknown"));
    }

    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase(null, false)]
    public void An_address_registered_with_several_passwords_is_told_that_none_was_kept(string? needsPassword, bool told)
    {
        var values = ValuesOf("confirm-email");
        if (needsPassword is not null)
            values["needsPassword"] = needsPassword;

        var mail = Templates.Render("confirm-email", values);

        Assert.That(mail.Text.Contains("forgot password", StringComparison.Ordinal), Is.EqualTo(told));
    }

    [Test]
    public void A_value_is_never_read_as_a_template()
    {
        var mail = Templates.Render("password-changed", ValuesOf("password-changed", displayName: "{{ at }}{% include 'x' %}"));

        Assert.That(mail.Text, Does.StartWith("Hello {{ at }}{% include 'x' %},"));
    }

    [Test]
    public void An_unknown_template_is_refused_by_name() =>
        Assert.That(() => Templates.Render("no-such-mail", ValuesOf("no-such-mail")),
            Throws.InvalidOperationException.With.Message.Contains("'no-such-mail' does not exist"));

    [TestCase("{% capture subject %}Never closed", "cannot be read")]
    [TestCase("Stray words{% capture subject %}S{% endcapture %}" + PartsBelowTheSubject, "has words outside of its parts")]
    [TestCase(PartsBelowTheSubject, "has no subject")]
    [TestCase("{% assign subject = 'S' %}{% assign details = 'When?' %}" + PartsBelowTheSubject, "not \"Label: value\"")]
    public void A_faulty_mail_is_refused_with_its_fault(string source, string fault) =>
        Assert.That(() => WithMail(source).Render("test", ValuesOf("test")),
            Throws.InvalidOperationException.With.Message.Contains(fault));

    [Test]
    public void A_misspelt_filter_is_refused() =>
        Assert.That(() => WithMail("{% assign subject = productName | upcaes %}" + PartsBelowTheSubject).Render("test", ValuesOf("test")),
            Throws.Exception.With.Message.Contains("upcaes"));

    [Test]
    public void Many_threads_render_the_same_mails()
    {
        var fresh = new EmailTemplates();

        var mails = Enumerable.Range(0, 400).AsParallel().WithDegreeOfParallelism(8)
            .Select(i => (Name: $"user {i}", Mail: fresh.Render("password-changed", ValuesOf("password-changed", $"user {i}"))))
            .ToList();

        Assert.That(mails, Has.All.Matches<(string Name, RenderedEmail Mail)>(m =>
            m.Mail.Text.StartsWith($"Hello {m.Name},", StringComparison.Ordinal)
            && m.Mail.Html.Contains($"Hello {m.Name},", StringComparison.Ordinal)));
    }

    private const string PartsBelowTheSubject =
        "{% assign preheader = 'P' %}{% assign opening = 'O' %}{% assign reason = 'R' %}";

    private static Dictionary<string, string> ValuesOf(string template, string displayName = "Ada Lovelace") =>
        new(Mails.GetValueOrDefault(template, [])) { ["displayName"] = displayName, ["productName"] = "MySaas" };

    private static EmailTemplates WithMail(string source)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Scratch.FullName, Path.GetRandomFileName())).FullName;
        File.WriteAllText(Path.Combine(folder, "test.liquid"), source);

        return new EmailTemplates(new CompositeFileProvider(
            new PhysicalFileProvider(folder), new EmbeddedFileProvider(typeof(EmailTemplates).Assembly, baseNamespace: "")));
    }
}
