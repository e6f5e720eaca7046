using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Auth;

/// <summary>A person's way through the product, over HTTP, and across a restart.</summary>
[TestFixtureSource(typeof(Engine), nameof(Engine.All)), Platform(Exclude = "Win", Reason = "There is no SIGTERM.")]
public sealed class StoryTests(Engine engine)
{
    [Test]
    public async Task A_person_registers_signs_in_with_two_factors_regains_a_lost_password_and_signs_out()
    {
        await using var site = await Site.CreateAsync(engine);
        var node = await site.StartAsync();
        var ada = new Person(node, "ada@example.test");

        (await ada.RegisterAsync()).Expect(202);
        Assert.That((await ada.TrySignInAsync()).Expect(403).Code, Is.EqualTo("auth.email_not_confirmed"));
        await ada.ConfirmAsync();
        await ada.SignInAsync();

        var authenticator = await SetUpTwoFactorAsync(ada);
        Assert.That((await ada.TrySignInAsync()).Expect(401).Code, Is.EqualTo("auth.two_factor_required"));
        await ada.SignInAsync(authenticator.NextCode());

        var recoveryCode = await ReplaceRecoveryCodesAsync(ada);
        await ResetPasswordAsync(ada, "another walk by the sea 2");
        (await ada.TryRefreshAsync()).Expect(401);
        await ada.SignInAsync(recoveryCode: recoveryCode);

        (await ada.PostAsync("/api/v1/auth/logout", new { ada.RefreshToken })).Expect(204);

        (await ada.TryRefreshAsync()).Expect(401);
        (await ada.GetMeAsync()).Expect(401);
    }

    [Test]
    public async Task Sessions_inbox_and_accounts_survive_a_restart()
    {
        await using var site = await Site.CreateAsync(engine);
        var before = await site.StartAsync();
        var ada = await Person.JoinAsync(before, "ada@example.test");
        var profile = (await ada.GetMeAsync()).Expect(200).Body;
        var mails = await before.MailsAsync(ada.Email);

        var status = await before.StopAsync();
        var after = ada.Node = await site.StartAsync();

        Assert.That(status, Is.Zero);
        Assert.That((await ada.GetMeAsync()).Expect(200).Body, Is.EqualTo(profile));
        Assert.That(await after.MailsAsync(ada.Email), Is.EqualTo(mails).And.Not.Empty);
        await ada.RefreshAsync();
        await ada.SignInAsync();
    }

    private static async Task<Authenticator> SetUpTwoFactorAsync(Person person)
    {
        var setup = (await person.PostAsync("/api/v1/auth/two-factor/setup")).Expect(200).Json;
        var authenticator = new Authenticator(setup.Text("sharedKey"));
        var enabled = await person.PostAsync("/api/v1/auth/two-factor/enable", new { Code = authenticator.NextCode() });
        Assert.That(enabled.Expect(200).Json.GetProperty("recoveryCodes").GetArrayLength(), Is.EqualTo(10));
        return authenticator;
    }

    private static async Task<string> ReplaceRecoveryCodesAsync(Person person)
    {
        var codes = (await person.PostAsync("/api/v1/auth/two-factor/recovery-codes", new { person.Password })).Expect(200);
        return codes.Json.GetProperty("recoveryCodes")[0].GetString()!;
    }

    private static async Task ResetPasswordAsync(Person person, string newPassword)
    {
        (await person.Node.PostAsync("/api/v1/auth/forgot-password", new { person.Email })).Expect(202);
        var mail = await person.WaitForMailAsync("Reset your");
        (await person.Node.PostAsync("/api/v1/auth/reset-password", new { person.Email, mail.Token, newPassword })).Expect(204);
        (await person.TrySignInAsync()).Expect(401);
        person.Password = newPassword;
    }
}
