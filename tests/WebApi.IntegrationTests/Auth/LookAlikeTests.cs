using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Auth;

/// <summary>Addresses that look like another one, and passwords that only look different.</summary>
[OnEachEngine]
public sealed class LookAlikeTests(Engine engine) : ApiTests(engine)
{
    // The Kelvin sign folds to k; the Cyrillic a, the long s and the full-width a only look alike; the last is e and an accent.
    private static readonly string[] LookAlikes =
    [
        "\u212Aate@example.com", "k\u0430te@example.com", "ka\u017Fe@example.com",
        "k\uFF41te@example.com", "kate\u0301@example.com", "kate@ex\u0430mple.com",
    ];

    [TestCaseSource(nameof(LookAlikes))]
    public async Task A_look_alike_address_is_refused_everywhere(string email)
    {
        var client = App.Client();

        await client.PostAsync("auth/register", new { email, Password, displayName = "Kate" }).ShouldBeInvalid("email");
        await client.PostAsync("auth/login", new { email, Password }).ShouldBeInvalid("email");
        await client.PostAsync("auth/forgot-password", new { email }).ShouldBeInvalid("email");
        await client.PostAsync("auth/reset-password", new { email, token = "t", newPassword = Password }).ShouldBeInvalid("email");
    }

    [TestCase(NormalizationForm.FormC, NormalizationForm.FormD)]
    [TestCase(NormalizationForm.FormD, NormalizationForm.FormC)]
    [TestCase(NormalizationForm.FormC, NormalizationForm.FormKD)]
    public async Task A_password_is_the_same_from_every_keyboard(NormalizationForm registered, NormalizationForm typed)
    {
        const string password = "déjà vu à l'été";
        var ann = await JoinAsync(password: password.Normalize(registered));

        ann.Password = password.Normalize(typed);

        await ann.SignInAsync();
    }

    [TestCase(" correct horse battery ", "correct horse battery")]
    [TestCase("correct horse battery", "correct horse battery ")]
    [TestCase("correct horse battery", "Correct Horse Battery")]
    [TestCase("correct horse battery", "correct horse batter")]
    public async Task A_password_is_neither_trimmed_nor_folded_nor_cut(string registered, string typed)
    {
        var ann = await JoinAsync(password: registered);

        await ann.LogInAsync(typed).ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.SignInAsync();
    }

    [Test]
    public async Task The_last_of_128_characters_counts()
    {
        var ann = await JoinAsync(password: new string('x', 127) + "y");

        await ann.LogInAsync(new string('x', 128)).ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.LogInAsync(new string('x', 127) + "yz").ShouldBeProblem(401, "auth.invalid_credentials");
        await ann.SignInAsync();
    }
}
