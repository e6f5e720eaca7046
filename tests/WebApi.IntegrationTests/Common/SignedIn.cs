namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>A person's device with a session on it.</summary>
public sealed class SignedIn
{
    private readonly ApiClient _client;

    public SignedIn(Person person, Tokens tokens)
    {
        (Person, Tokens, _client) = (person, tokens, person.Client);
        _client.AccessToken = tokens.AccessToken;
    }

    public Person Person { get; }

    public Tokens Tokens { get; }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => _client.PostAsync(path, body);

    public Task<HttpResponseMessage> PatchAsync(string path, object body) => _client.PatchAsync(path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path, object? body = null) => _client.DeleteAsync(path, body);

    public Task<HttpResponseMessage> MeAsync() => _client.GetAsync("users/me");

    /// <summary>The same device with the next pair of tokens.</summary>
    public async Task<SignedIn> RefreshAsync() =>
        new(Person, (await Person.RefreshAsync(Tokens.RefreshToken).ShouldBeJson()).To<Tokens>());

    /// <summary>Neither of its tokens opens anything any more.</summary>
    public async Task ShouldBeSignedOutAsync()
    {
        await MeAsync().ShouldBeProblem(401, "auth.session_revoked");
        await Person.RefreshAsync(Tokens.RefreshToken).ShouldBeProblem(401, "auth.session_revoked");
    }

    /// <summary>The access token and the refresh token both work; the refresh token is used up by this look.</summary>
    public async Task ShouldBeSignedInAsync()
    {
        await MeAsync().ShouldBe(200);
        await RefreshAsync();
    }

    /// <summary>Sets an authenticator up and puts it in force.</summary>
    public async Task<Authenticator> TurnTwoFactorOnAsync()
    {
        var setup = await PostAsync("auth/two-factor/setup").ShouldBeJson();
        var authenticator = new Authenticator(Person.App.Clock, setup.Text("sharedKey"));
        var codes = await PostAsync("auth/two-factor/enable", new { code = authenticator.NextCode() }).ShouldBeJson();
        authenticator.RecoveryCodes = [.. codes.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)];
        return authenticator;
    }
}
