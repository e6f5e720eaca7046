using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Somebody registers the address of somebody else, who then confirms what they never wrote.</summary>
[OnEachEngine]
public sealed class TakeoverTests(Engine engine) : ApiTests(engine)
{
    private const string AttackersPassword = "the attacker knows this";

    [Test]
    public async Task Whoever_registers_first_the_attackers_password_never_opens_what_the_victim_confirms([Values] bool attackerFirst)
    {
        var victim = Stranger();
        var attacker = Stranger(victim.Email, AttackersPassword);
        await (attackerFirst ? attacker : victim).RegisterAsync().ShouldBe(202);
        await (attackerFirst ? victim : attacker).RegisterAsync().ShouldBe(202);

        await victim.ConfirmAsync();

        await attacker.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await RecoverAsync(victim);
        await attacker.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
    }

    [Test]
    public async Task A_third_registration_does_not_bring_the_attackers_password_back()
    {
        var victim = Stranger();
        var attacker = Stranger(victim.Email, AttackersPassword);
        await attacker.RegisterAsync().ShouldBe(202);
        await victim.RegisterAsync().ShouldBe(202);
        await attacker.RegisterAsync().ShouldBe(202);

        await victim.ConfirmAsync();

        await attacker.LogInAsync().ShouldBeProblem(401, "auth.invalid_credentials");
        await RecoverAsync(victim);
    }

    [Test]
    public async Task The_mail_that_a_victim_of_a_second_registration_gets_says_that_no_password_was_kept()
    {
        var victim = await RegisterAsync();
        await App.WorkIsDoneAsync();             // or else the first mail may be the newer one
        await Stranger(victim.Email, AttackersPassword).RegisterAsync().ShouldBe(202);

        var mail = await victim.MailAsync("Confirm");

        Assert.That(mail.Text, Does.Contain("forgot password"));
    }

    [Test]
    public async Task Registering_twice_with_one_password_keeps_it()
    {
        var ann = await RegisterAsync();
        await ann.RegisterAsync().ShouldBe(202);

        await ann.ConfirmAsync();

        await ann.SignInAsync();
    }

    [Test]
    public async Task An_attackers_registration_is_worth_nothing_to_them_without_the_mailbox()
    {
        var attacker = await RegisterAsync(password: AttackersPassword);

        await attacker.LogInAsync().ShouldBeProblem(403, "auth.email_not_confirmed");
        await attacker.ConfirmAsync("a guess").ShouldBeProblem(400, "auth.invalid_token");
    }

    private static async Task RecoverAsync(Person victim)
    {
        var token = await victim.ForgetPasswordAsync();
        await victim.ResetPasswordAsync(token, "only the victim knows this").ShouldBe(204);
        victim.Password = "only the victim knows this";
        await victim.SignInAsync();
    }
}
