using System.Xml.Linq;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Switching the second factor on and off.</summary>
[OnEachEngine]
public sealed class TwoFactorTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task Setup_shows_one_key_as_text_as_a_link_and_as_a_picture()
    {
        var ann = await JoinAsync();

        var setup = await (await ann.SignInAsync()).PostAsync("auth/two-factor/setup").ShouldBeJson();

        var uri = new Uri(setup.Text("authenticatorUri"));
        Assert.That(setup.Text("sharedKey"), Does.Match("^[A-Z2-7]{32}$"));                  // 160 bits in base32
        Assert.That(uri.Scheme, Is.EqualTo("otpauth"));
        Assert.That(Uri.UnescapeDataString(uri.AbsolutePath), Does.EndWith($":{ann.Email}"));
        Assert.That(uri.Query, Does.Contain($"secret={setup.Text("sharedKey")}").And.Contain("issuer=MySaas"));
        Assert.That(XDocument.Parse(setup.Text("qrCodeSvg")).Root!.Name.LocalName, Is.EqualTo("svg"));
    }

    [Test]
    public async Task Setup_alone_changes_nothing_about_signing_in()
    {
        var ann = await JoinAsync();
        await (await ann.SignInAsync()).PostAsync("auth/two-factor/setup").ShouldBe(200);

        await ann.SignInAsync();
    }

    [Test]
    public async Task Enabling_hands_out_ten_codes_and_is_told_by_mail()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        var authenticator = await laptop.TurnTwoFactorOnAsync();

        Assert.That(authenticator.RecoveryCodes, Has.Count.EqualTo(10).And.Unique);
        Assert.That((await laptop.MeAsync().ShouldBeJson()).GetProperty("twoFactorEnabled").GetBoolean(), Is.True);
        Assert.That(await ann.CountMailsAsync("Two-factor sign-in is on"), Is.EqualTo(1));
    }

    [Test]
    public async Task Enabling_takes_a_code_of_the_key_that_was_set_up_last()
    {
        var laptop = await SignedInAsync();
        var older = await SetUpAsync(laptop);
        var newer = await SetUpAsync(laptop);

        await laptop.PostAsync("auth/two-factor/enable", new { code = older.NextCode() })
            .ShouldBeProblem(400, "auth.invalid_two_factor_code");

        await laptop.PostAsync("auth/two-factor/enable", new { code = newer.NextCode() }).ShouldBe(200);
    }

    [Test]
    public async Task Enabling_without_setup_breaks_a_rule()
    {
        var laptop = await SignedInAsync();

        await laptop.PostAsync("auth/two-factor/enable", new { code = "000000" }).ShouldBeProblem(409, "auth.two_factor_not_set_up");
    }

    [Test]
    public async Task While_it_is_on_the_key_cannot_be_replaced()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var authenticator = await laptop.TurnTwoFactorOnAsync();

        await laptop.PostAsync("auth/two-factor/setup").ShouldBeProblem(409, "auth.two_factor_already_enabled");
        await laptop.PostAsync("auth/two-factor/enable", new { code = authenticator.NextCode() })
            .ShouldBeProblem(409, "auth.two_factor_already_enabled");

        await ann.SignInAsync(authenticator.NextCode());
    }

    [Test]
    public async Task Disabling_takes_the_password_and_a_code()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var authenticator = await laptop.TurnTwoFactorOnAsync();

        await DisableAsync(laptop, "wrong horse battery", authenticator.NextCode()).ShouldBeProblem(400, "auth.invalid_credentials");
        await DisableAsync(laptop, ann.Password, authenticator.WrongCode()).ShouldBeProblem(400, "auth.invalid_two_factor_code");
        await DisableAsync(laptop, ann.Password, "").ShouldBeInvalid("code");
        await ann.LogInAsync().ShouldBeProblem(401, "auth.two_factor_required");

        await DisableAsync(laptop, ann.Password, authenticator.NextCode()).ShouldBe(204);

        await ann.SignInAsync();
        Assert.That(await ann.CountMailsAsync("Two-factor sign-in is off"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_has_lost_the_authenticator_disables_it_with_a_recovery_code()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var authenticator = await laptop.TurnTwoFactorOnAsync();

        await DisableAsync(laptop, ann.Password, "ABCD-EFGH-JKLM-NPQR").ShouldBeProblem(400, "auth.invalid_two_factor_code");
        await DisableAsync(laptop, ann.Password, authenticator.RecoveryCodes[0]).ShouldBe(204);

        await ann.SignInAsync();
    }

    [Test]
    public async Task Disabling_what_is_off_breaks_a_rule()
    {
        var ann = await JoinAsync();

        await DisableAsync(await ann.SignInAsync(), ann.Password, "000000").ShouldBeProblem(409, "auth.two_factor_not_enabled");
    }

    [Test]
    public async Task New_recovery_codes_take_the_password_and_kill_the_old_ones()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var old = (await laptop.TurnTwoFactorOnAsync()).RecoveryCodes;
        await laptop.PostAsync("auth/two-factor/recovery-codes", new { password = "wrong horse battery" })
            .ShouldBeProblem(400, "auth.invalid_credentials");

        var answer = await laptop.PostAsync("auth/two-factor/recovery-codes", new { ann.Password }).ShouldBeJson();

        var fresh = answer.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.That(fresh, Has.Count.EqualTo(10).And.Unique);
        Assert.That(fresh.Intersect(old), Is.Empty);
        await ann.LogInAsync(recoveryCode: old[0]).ShouldBeProblem(401, "auth.invalid_two_factor_code");
        await ann.SignInAsync(recoveryCode: fresh[0]);
        Assert.That(await ann.CountMailsAsync("recovery codes were replaced"), Is.EqualTo(1));
    }

    [Test]
    public async Task There_are_no_recovery_codes_while_it_is_off()
    {
        var ann = await JoinAsync();

        await (await ann.SignInAsync()).PostAsync("auth/two-factor/recovery-codes", new { ann.Password })
            .ShouldBeProblem(409, "auth.two_factor_not_enabled");
    }

    private async Task<Authenticator> SetUpAsync(SignedIn device) =>
        new(App.Clock, (await device.PostAsync("auth/two-factor/setup").ShouldBeJson()).Text("sharedKey"));

    private static Task<HttpResponseMessage> DisableAsync(SignedIn device, string password, string code) =>
        device.PostAsync("auth/two-factor/disable", new { password, code });
}
