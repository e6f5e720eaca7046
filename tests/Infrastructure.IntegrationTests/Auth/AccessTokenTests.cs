using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MySaas.Application.Auth;
using MySaas.Infrastructure.Auth;
using MySaas.Infrastructure.IntegrationTests.Common;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

/// <summary>What the issuer issues, and what of it (and of forgeries) the validation takes.</summary>
internal sealed class AccessTokenTests
{
    private static readonly Guid UserId = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-000000000001");
    private static readonly Guid SessionId = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-000000000002");
    private static readonly AuthOptions Options = With(TestSettings.SigningKey);

    [Test]
    public async Task A_token_says_who_in_which_session_and_until_when()
    {
        var token = (JsonWebToken)(await ValidateAsync(Issue())).SecurityToken;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.Subject, Is.EqualTo(UserId.ToString()));
            Assert.That(token.GetPayloadValue<string>("sid"), Is.EqualTo(SessionId.ToString()));
            Assert.That(token.GetPayloadValue<string>("email"), Is.EqualTo("ada@example.com"));
            Assert.That(token.ValidTo, Is.EqualTo((Node.Monday + Options.AccessTokenLifetime).UtcDateTime));
            Assert.That(token.Id, Is.Not.Empty.And.Not.EqualTo(new JsonWebToken(Issue()).Id));
        }
    }

    [Test]
    public async Task A_token_lives_for_its_lifetime_and_ten_seconds_of_skew()
    {
        var (token, end) = (Issue(), Node.Monday + Options.AccessTokenLifetime);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ValidateAsync(token, at: end.AddSeconds(9))).IsValid, Is.True);
            Assert.That((await ValidateAsync(token, at: end.AddSeconds(10))).IsValid, Is.False);
        }
    }

    [Test]
    public async Task A_token_of_the_future_is_refused() =>
        Assert.That((await ValidateAsync(Issue(), at: Node.Monday.AddMinutes(-1))).IsValid, Is.False);

    [Test]
    public async Task After_a_rotation_the_new_key_signs_and_the_old_one_still_verifies()
    {
        var rotated = With(TestSettings.OtherSigningKey, TestSettings.SigningKey);
        var (old, fresh) = (Issue(), Issue(rotated));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ValidateAsync(old, rotated)).IsValid, Is.True);
            Assert.That((await ValidateAsync(fresh, rotated)).IsValid, Is.True);
            Assert.That((await ValidateAsync(fresh)).IsValid, Is.False);
            Assert.That(new JsonWebToken(fresh).Kid, Is.Not.EqualTo(new JsonWebToken(old).Kid));
        }
    }

    [Test]
    public async Task A_token_without_an_end_is_refused() =>
        Assert.That((await ValidateAsync(Forge(token => token.Expires = null))).IsValid, Is.False);

    [Test]
    public async Task A_token_for_or_from_somebody_else_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ValidateAsync(Forge(token => token.Audience = "another"))).IsValid, Is.False);
            Assert.That((await ValidateAsync(Forge(token => token.Issuer = "another"))).IsValid, Is.False);
            Assert.That((await ValidateAsync(Forge(_ => { }))).IsValid, Is.True, "the forgery is good otherwise");
        }
    }

    [Test]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = Issue().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await ValidateAsync($"{header}.{parts[1]}.")).IsValid, Is.False);
            Assert.That((await ValidateAsync($"{header}.{parts[1]}.{parts[2]}")).IsValid, Is.False);
            Assert.That((await ValidateAsync($"{parts[0]}.{parts[1]}.")).IsValid, Is.False);
            Assert.That((await ValidateAsync(Forge(token => token.SigningCredentials = null))).IsValid, Is.False);
        }
    }

    [TestCase(SecurityAlgorithms.HmacSha256, true)]
    [TestCase(SecurityAlgorithms.HmacSha384, false)]
    [TestCase(SecurityAlgorithms.HmacSha512, false)]
    public async Task Our_key_counts_under_our_algorithm_only(string algorithm, bool counts)
    {
        var key = new SymmetricSecurityKey(new byte[64]);
        var ours = new AuthOptions { SigningKeys = [Convert.ToBase64String(key.Key)] };
        var token = Forge(token => token.SigningCredentials = new SigningCredentials(key, algorithm));

        Assert.That((await ValidateAsync(token, ours)).IsValid, Is.EqualTo(counts));
    }

    [Test]
    public async Task Another_key_under_our_keys_name_is_refused()
    {
        var stranger = new SymmetricSecurityKey(new byte[64]) { KeyId = new SigningKeys(Options).All[0].KeyId };
        var token = Forge(token => token.SigningCredentials = new SigningCredentials(stranger, SecurityAlgorithms.HmacSha256));

        Assert.That((await ValidateAsync(token)).IsValid, Is.False);
    }

    [Test]
    public async Task An_altered_claim_is_refused()
    {
        var parts = Issue().Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace(UserId.ToString(), SessionId.ToString(), StringComparison.Ordinal);

        Assert.That((await ValidateAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}")).IsValid, Is.False);
    }

    private static AuthOptions With(params string[] keys) => new() { SigningKeys = keys };

    private static string Issue(AuthOptions? options = null) =>
        new JwtIssuer(new SigningKeys(options ?? Options), options ?? Options, new FakeTimeProvider(Node.Monday))
            .Issue(UserId, SessionId, "ada@example.com");

    private static string Forge(Action<SecurityTokenDescriptor> alter)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = JwtIssuer.Party,
            Audience = JwtIssuer.Party,
            Expires = Node.Monday.AddMinutes(5).UtcDateTime,
            SigningCredentials = new SigningKeys(Options).Signing,
        };
        alter(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private static Task<TokenValidationResult> ValidateAsync(string token, AuthOptions? options = null, DateTimeOffset? at = null) =>
        new JsonWebTokenHandler().ValidateTokenAsync(
            token, new SigningKeys(options ?? Options).Validation(new FakeTimeProvider(at ?? Node.Monday)));
}
