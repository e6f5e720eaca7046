using Microsoft.IdentityModel.JsonWebTokens;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

[OnEachEngine]
public sealed class SignInTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task Signing_in_answers_tokens_that_nobody_may_store()
    {
        var ann = await JoinAsync();

        var response = await ann.LogInAsync();

        var tokens = (await response.ShouldBeJson()).To<Tokens>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(tokens.TokenType, Is.EqualTo("Bearer"));
            Assert.That(tokens.ExpiresIn, Is.EqualTo(600));
            Assert.That(tokens.RefreshToken, Has.Length.GreaterThanOrEqualTo(43));       // 256 bits in base64url
        }
    }

    [Test]
    public async Task The_access_token_names_the_person_the_session_and_itself()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        var token = new JsonWebToken(laptop.Tokens.AccessToken);

        var me = await laptop.MeAsync().ShouldBeJson();
        var sessions = await laptop.GetAsync("auth/sessions").ShouldBeJson();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.Subject, Is.EqualTo(me.Text("id")));
            Assert.That(token.GetClaim("sid").Value, Is.EqualTo(sessions.GetProperty("items")[0].Text("id")));
            Assert.That(token.GetClaim("email").Value, Is.EqualTo(ann.Email));
            Assert.That(token.GetClaim("jti").Value, Is.Not.Empty);
            Assert.That(token.ValidTo - token.ValidFrom, Is.EqualTo(TimeSpan.FromMinutes(10)));
        }
    }

    [Test]
    public async Task A_wrong_password_is_a_401_with_a_challenge()
    {
        var ann = await JoinAsync();

        var response = await ann.LogInAsync("wrong horse battery");

        await response.ShouldBeProblem(401, "auth.invalid_credentials");
    }

    [Test]
    public async Task Codes_are_ignored_while_two_factors_are_off()
    {
        var ann = await JoinAsync();

        var response = await ann.LogInAsync(twoFactorCode: "000000", recoveryCode: "AAAA-AAAA-AAAA-AAAA");

        await response.ShouldBe(200);
    }

    [Test]
    public async Task Signing_in_needs_both_fields()
    {
        var response = await App.Client().PostAsync("auth/login", new { });

        await response.ShouldBeInvalid("email", "password");
    }
}
