using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>The document says what the API does.</summary>
[OnEachEngine]
public sealed class OpenApiTests(Engine engine) : ApiTests(engine)
{
    [Test]
    public async Task Every_operation_has_an_id_a_summary_and_schemas_of_its_refusals()
    {
        var contract = await Contract.ReadAsync(App);

        Assert.That(contract.Operations, Has.Count.GreaterThan(20));
        Assert.That(contract.Operations.Select(operation => operation.Text("operationId")), Is.Unique);
        using (Assert.EnterMultipleScope())
        {
            foreach (var operation in contract.Operations)
            {
                Assert.That(operation.Text("summary"), Does.EndWith("."), operation.Name);
                foreach (var status in operation.NeedsSignIn ? new[] { "400", "401", "429" } : ["400", "429"])
                    Assert.That(SchemaOf(operation, status), Is.EqualTo("#/components/schemas/Problem"), $"{operation.Name} {status}");
            }
        }
    }

    [Test]
    public async Task Every_operation_without_a_token_is_a_401_unless_the_document_lets_anyone_in()
    {
        var contract = await Contract.ReadAsync(App);

        foreach (var operation in contract.Operations)
        {
            var answer = await App.Client().SendAsync(operation.Method, operation.PathWith(_ => Guid.CreateVersion7().ToString()));

            if (operation.NeedsSignIn)
                await answer.ShouldBeProblem(401, "auth.required");
            else
                Assert.That((int)answer.StatusCode, Is.AnyOf(200, 204, 400, 404, 415), operation.Name);
        }
    }

    [Test]
    public async Task Every_operation_with_a_garbled_token_is_a_401_where_one_is_needed()
    {
        var client = App.Client();
        client.AccessToken = "garbage";

        foreach (var operation in (await Contract.ReadAsync(App)).Operations.Where(operation => operation.NeedsSignIn))
            await client.SendAsync(operation.Method, operation.PathWith(_ => Guid.CreateVersion7().ToString()))
                .ShouldBeProblem(401, "auth.required");
    }

    [Test]
    public async Task Successful_answers_are_JSON_or_a_file()
    {
        var types = (await Contract.ReadAsync(App)).Operations
            .SelectMany(operation => operation.Json.GetProperty("responses").EnumerateObject())
            .Where(response => response.Name.StartsWith('2') && response.Value.TryGetProperty("content", out _))
            .SelectMany(response => response.Value.GetProperty("content").EnumerateObject())
            .Select(content => content.Name);

        Assert.That(types.Distinct(), Is.EquivalentTo(new[] { "application/json", "application/zip", "application/gzip", "application/octet-stream", "image/webp" }));
    }

    private static string? SchemaOf(Operation operation, string status) =>
        operation.Json.GetProperty("responses").TryGetProperty(status, out var response)
            ? response.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").Text("$ref")
            : null;
}
