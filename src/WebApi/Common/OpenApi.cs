using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MySaas.WebApi.Files;
using Scalar.AspNetCore;

namespace MySaas.WebApi.Common;

/// <summary>The contract as a document at <c>/openapi/v1.json</c>, and as a page at <c>/docs</c>.</summary>
internal static class OpenApi
{
    private const string Scheme = "bearer";
    private const string ProblemSchema = "Problem";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DescribeApi);
        options.AddOperationTransformer(DescribeOperation);
        options.AddSchemaTransformer(GiveExamples);
    });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs", page => page
            .WithTitle("MySaas API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .AddServer("/").WithDynamicBaseServerUrl()
            // What would call somebody else's servers, or lead there.
            .DisableAgent().DisableMcp().DisableTelemetry().HideClientButton().HideDeveloperTools());
    }

    private static Task GiveExamples(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonPropertyInfo is { } property && OpenApiExamples.Find(property.DeclaringType.Name, property.Name) is { } example)
            schema.Examples = [example.DeepClone()];
        return Task.CompletedTask;
    }

    private static Task DescribeApi(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "MySaas API",
            Version = "v1",
            Description = "Errors are application/problem+json with a stable `code`; lists continue by `cursor`; times are UTC.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = Problem();
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor is not ControllerActionDescriptor action)
            return Task.CompletedTask;

        var anonymous = action.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        operation.OperationId = $"{action.ControllerName}_{action.ActionName}";
        operation.Responses ??= [];
        if (!anonymous && HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
            Idempotency.Describe(operation);
        if (action.EndpointMetadata.OfType<ReceivesFileAttribute>().Any())
            operation.RequestBody = MultipartFile.Describe();
        foreach (var (status, meaning) in Errors(anonymous))
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
                },
            });
        if (!anonymous)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        return Task.CompletedTask;
    }

    private static IEnumerable<(string Status, string Meaning)> Errors(bool anonymous)
    {
        yield return ("400", "Malformed or invalid input.");
        if (!anonymous)
            yield return ("401", "Sign in (again).");
        yield return ("429", "Too many requests; see Retry-After.");
        yield return ("default", "Any other refusal; see the code.");
    }

    private static OpenApiSchema Problem()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457 problem details.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("A URI that names the problem."),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("What is wrong, for people."),
                ["instance"] = Text("The path that was asked for."),
                ["code"] = Text("Stable and dotted; branch on this."),
                ["requestId"] = Text("Finds the request in the logs."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "Faults by field, for validation.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        };
    }
}
