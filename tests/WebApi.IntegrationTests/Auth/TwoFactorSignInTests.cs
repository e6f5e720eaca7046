using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Signing in with the second factor on.</summary>
[OnEachEngine]
public sealed class TwoFactorSignInTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task The_password_alone_asks_for_a_code_and_a_wrong_password_does_not()
    {
        var (ann, _) = await JoinWithTwoFactorAsync();

        await ann.LogInAsync().ShouldBeProblem(401, "auth.two_factor_required");
        await ann.LogInAsync("wrong horse battery").ShouldBeProblem(401, "auth.invalid_credentials");
    }

    [Test]
    public async Task The_right_code_does_not_mend_a_wrong_password()
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();

        await ann.LogInAsync("wrong horse battery", authenticator.NextCode()).ShouldBeProblem(401, "auth.invalid_credentials");
    }

    [Test]
    public async Task The_same_code_works_once()
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();
        var code = authenticator.NextCode();
        await ann.SignInAsync(code);

        await ann.LogInAsync(twoFactorCode: code).ShouldBeProblem(401, "auth.invalid_two_factor_code");
    }

    [Test]
    public async Task The_code_that_switched_it_on_is_used_up()
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();

        await ann.LogInAsync(twoFactorCode: authenticator.LastCode).ShouldBeProblem(401, "auth.invalid_two_factor_code");
    }

    [Test]
    public async Task One_code_used_by_many_at_once_signs_one_in([Values] bool recovery)
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();
        var code = recovery ? authenticator.RecoveryCodes[0] : authenticator.NextCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            recovery ? ann.LogInAsync(recoveryCode: code) : ann.LogInAsync(twoFactorCode: code)));

        Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 200, 401, 401, 401, 401 }));
    }

    [Test]
    public async Task A_recovery_code_works_once_however_it_is_typed()
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();
        var code = authenticator.RecoveryCodes[0];
        await ann.SignInAsync(recoveryCode: code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant());

        await ann.LogInAsync(recoveryCode: code).ShouldBeProblem(401, "auth.invalid_two_factor_code");

        await ann.SignInAsync(recoveryCode: authenticator.RecoveryCodes[1]);
    }

    [TestCase(-30, 200)]
    [TestCase(30, 200)]
    [TestCase(-90, 401)]
    [TestCase(90, 401)]
    public async Task A_code_may_be_half_a_minute_off_and_no_more(int seconds, int status)
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(5));

        var answer = await ann.LogInAsync(twoFactorCode: authenticator.Code(TimeSpan.FromSeconds(seconds)));

        await answer.ShouldBe(status);
    }

    [TestCase("")]
    [TestCase("12345")]
    [TestCase("1234567")]
    [TestCase("abcdef")]
    [TestCase("١٢٣٤٥٦")]
    public async Task What_is_no_code_is_a_wrong_code(string code)
    {
        var (ann, _) = await JoinWithTwoFactorAsync();

        await ann.LogInAsync(twoFactorCode: code).ShouldBeProblem(401, "auth.invalid_two_factor_code");
        await ann.LogInAsync(recoveryCode: code).ShouldBeProblem(401, "auth.invalid_two_factor_code");
    }

    [Test]
    public async Task Wrong_codes_count_towards_the_lockout_and_right_passwords_between_them_do_not_reset_it()
    {
        var (ann, authenticator) = await JoinWithTwoFactorAsync();
        for (var i = 0; i < 8; i++)
        {
            await ann.LogInAsync().ShouldBeProblem(401, "auth.two_factor_required");
            await ann.LogInAsync(twoFactorCode: authenticator.WrongCode()).ShouldBeProblem(401, "auth.invalid_two_factor_code");
        }

        await ann.LogInAsync(twoFactorCode: authenticator.NextCode()).ShouldBeProblem(429, "auth.too_many_attempts");
    }

    [Test]
    public async Task Guessing_codes_on_a_stolen_access_token_ends_in_the_lockout_too()
    {
        var ann = await JoinAsync();
        var stolen = await ann.SignInAsync();
        var authenticator = await stolen.TurnTwoFactorOnAsync();
        for (var i = 0; i < 8; i++)
            await stolen.PostAsync("auth/two-factor/disable", new { ann.Password, code = authenticator.WrongCode() })
                .ShouldBeProblem(400, "auth.invalid_two_factor_code");

        await stolen.PostAsync("auth/two-factor/disable", new { ann.Password, code = authenticator.NextCode() })
            .ShouldBeProblem(429, "auth.too_many_attempts");
    }

    private async Task<(Person, Authenticator)> JoinWithTwoFactorAsync()
    {
        var person = await JoinAsync();
        return (person, await (await person.SignInAsync()).TurnTwoFactorOnAsync());
    }
}
