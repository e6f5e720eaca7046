using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>What is no access token, however much it looks like one. The tests know the key, so they sign what they like.</summary>
[OnEachEngine]
public sealed class AccessTokenTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task A_token_signed_with_the_key_by_hand_is_taken_so_that_the_refusals_below_mean_something()
    {
        var (header, claims) = Take(await SignedInAsync());

        await MeAsync(Sign(header, claims)).ShouldBe(200);
    }

    [TestCase("exp")]
    [TestCase("iss")]
    [TestCase("aud")]
    [TestCase("sid")]
    public async Task A_token_without_one_of_its_claims_is_refused(string claim)
    {
        var (header, claims) = Take(await SignedInAsync());
        claims.Remove(claim);

        var response = await MeAsync(Sign(header, claims));

        await response.ShouldBe(401);
    }

    [Test]
    public async Task A_token_of_another_key_is_refused()
    {
        var (header, claims) = Take(await SignedInAsync());

        var response = await MeAsync(Sign(header, claims, RandomNumberGenerator.GetBytes(64)));

        await response.ShouldBeProblem(401, "auth.required");
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task One_that_was_changed_in_any_part_is_refused_however_often_the_right_one_was_taken(int part)
    {
        var token = (await SignedInAsync()).Tokens.AccessToken;
        await MeAsync(token).ShouldBe(200);
        await MeAsync(token).ShouldBe(200);
        var parts = token.Split('.');
        parts[part] = (parts[part][0] == 'a' ? 'b' : 'a') + parts[part][1..];

        await MeAsync(string.Join('.', parts)).ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_token_without_a_signature_is_refused()
    {
        var (header, claims) = Take(await SignedInAsync());
        header["alg"] = "none";

        var response = await MeAsync(Sign(header, claims, key: null));

        await response.ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task A_token_dies_with_its_age_give_or_take_30_seconds()
    {
        var laptop = await SignedInAsync();
        App.Clock.Travel(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(5));
        await laptop.MeAsync().ShouldBe(200);

        App.Clock.Travel(TimeSpan.FromSeconds(36));

        await laptop.MeAsync().ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task Nothing_else_that_the_product_hands_out_is_an_access_token()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();
        var reset = await ann.ForgetPasswordAsync();

        await MeAsync(laptop.Tokens.RefreshToken).ShouldBeProblem(401, "auth.required");
        await MeAsync(reset).ShouldBeProblem(401, "auth.required");
        await MeAsync("garbage").ShouldBeProblem(401, "auth.required");
        await MeAsync("").ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task An_access_token_is_no_refresh_token_and_no_reset_token()
    {
        var ann = await JoinAsync();
        var laptop = await ann.SignInAsync();

        await ann.RefreshAsync(laptop.Tokens.AccessToken).ShouldBeProblem(401, "auth.required");
        await ann.ResetPasswordAsync(laptop.Tokens.AccessToken, "a stolen token's choice").ShouldBeProblem(400, "auth.invalid_token");
    }

    private async Task<HttpResponseMessage> MeAsync(string accessToken)
    {
        var client = App.Client();
        client.AccessToken = accessToken;
        return await client.GetAsync("users/me");
    }

    private static (Dictionary<string, object> Header, Dictionary<string, object> Claims) Take(SignedIn device)
    {
        var token = new JsonWebToken(device.Tokens.AccessToken);
        return (Read(token.EncodedHeader), Read(token.EncodedPayload));

        static Dictionary<string, object> Read(string part) =>
            JsonSerializer.Deserialize<Dictionary<string, object>>(Base64Url.DecodeFromChars(part))!;
    }

    private static string Sign(Dictionary<string, object> header, Dictionary<string, object> claims) =>
        Sign(header, claims, TestSettings.SigningKey);

    private static string Sign(Dictionary<string, object> header, Dictionary<string, object> claims, byte[]? key)
    {
        var content = $"{Encode(header)}.{Encode(claims)}";
        var signature = key is null ? [] : HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";

        static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
    }
}
