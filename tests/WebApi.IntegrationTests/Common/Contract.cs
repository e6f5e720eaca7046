using System.Text.Json;
using System.Text.RegularExpressions;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>The OpenAPI document of a running app, for tests that walk over all that it offers.</summary>
internal sealed record Contract(IReadOnlyList<Operation> Operations, JsonElement Schemas)
{
    public static async Task<Contract> ReadAsync(TestApp app)
    {
        var document = JsonElement.Parse(await (await app.Client().GetAsync("/openapi/v1.json").ShouldBe(200)).Content.ReadAsStringAsync());
        return new Contract(
            [.. from path in document.GetProperty("paths").EnumerateObject()
                from method in path.Value.EnumerateObject()
                select new Operation(new HttpMethod(method.Name.ToUpperInvariant()), path.Name, method.Value)],
            document.GetProperty("components").GetProperty("schemas"));
    }

    /// <summary>The names of the members of an operation's body; none when it takes no JSON.</summary>
    public IReadOnlyList<string> MembersOf(Operation operation) =>
        operation.Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)
            ? [.. Schemas.GetProperty(NameOf(body)).GetProperty("properties").EnumerateObject().Select(member => member.Name)]
            : [];

    private static string NameOf(JsonElement body) =>
        body.GetProperty("content").GetProperty("application/json").GetProperty("schema").Text("$ref").Split('/')[^1];
}

internal sealed partial record Operation(HttpMethod Method, string Path, JsonElement Json)
{
    public string Name => $"{Method} {Path}";

    public bool NeedsSignIn => Json.TryGetProperty("security", out _);

    public string Text(string property) => Json.TryGetProperty(property, out var value) ? value.GetString()! : "";

    public IReadOnlyList<string> QueryParameters => Json.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "query").Select(parameter => parameter.Text("name"))]
        : [];

    /// <summary>The path with a value for each of its parameters.</summary>
    public string PathWith(Func<string, string> value) => Parameter().Replace(Path, match => value(match.Groups[1].Value));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
