using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>The contract is checked in, so that a change of it is seen in review.</summary>
[TestFixture, Category("Check")]
public sealed class OpenApiDriftTests
{
    private const string HowToRenew = "MYSAAS_RENEW_OPENAPI=1 dotnet test tests/WebApi.IntegrationTests --filter TestCategory=Check";

    [Test]
    public async Task The_checked_in_document_is_the_one_that_is_served()
    {
        await using var app = await TestApp.StartAsync(Engine.Available[0], new TestSettings());
        var answer = await app.Client().GetAsync("/openapi/v1.json").ShouldBe(200);
        var served = Normalize(await answer.Content.ReadAsStringAsync());
        var file = Path.Combine(RepositoryRoot(), "docs", "openapi.json");

        if (TestVariables.RenewsOpenApi)
            await File.WriteAllTextAsync(file, served);

        Assert.That(served, Is.EqualTo(Normalize(await File.ReadAllTextAsync(file))), $"If the change is meant: {HowToRenew}");
    }

    private static string Normalize(string text) => $"{text.ReplaceLineEndings("\n").TrimEnd()}\n";

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MySaas.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
