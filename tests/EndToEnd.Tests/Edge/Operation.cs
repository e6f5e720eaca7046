using System.Text.Json;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Edge;

/// <summary>A call that the OpenAPI document promises.</summary>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Query">The names of its query parameters.</param>
/// <param name="Fields">The names in its JSON body; none when it has no body.</param>
internal sealed record Operation(HttpMethod Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Fields)
{
    public static async Task<IReadOnlyList<Operation>> ListAsync(Node node)
    {
        var document = (await node.GetAsync("/openapi/v1.json")).Expect(200).Json;
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new Operation(
                   HttpMethod.Parse(method.Name), path.Name, [.. QueryOf(method.Value)], [.. FieldsOf(method.Value, document)]),
        ];
    }

    private static IEnumerable<string> QueryOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "query").Select(parameter => parameter.Text("name"))
            : [];

    private static IEnumerable<string> FieldsOf(JsonElement operation, JsonElement document)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var json))
            return [];

        var name = json.GetProperty("schema").Text("$ref").Split('/')[^1];
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name);
        return schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }
}
