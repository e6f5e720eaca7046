using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;
using MySaas.WebApi.Auth;
using MySaas.WebApi.Billing;
using MySaas.WebApi.Notifications;

namespace MySaas.WebApi.Common;

/// <summary>Controllers, JSON, and how malformed input is told.</summary>
internal static class Api
{
    private static readonly string[] Unreadable = ["This is missing or malformed."];

    public static void AddApi(this IServiceCollection services, IHostEnvironment environment)
    {
        services
            .AddControllers(mvc =>
            {
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                SpeakJson(mvc);
            })
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new OnlyInDevelopment(environment)))
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressMapClientErrors = true;
                api.InvalidModelStateResponseFactory = Malformed;
            })
            .AddJsonOptions(json =>
            {
                json.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
                json.JsonSerializerOptions.Converters.Add(new UtcTimeConverter());
            });
        services.AddOpenApiDocument();
    }

    public static void MapApi(this WebApplication app, AppOptions options)
    {
        if (options.Role is AppRole.Worker)
            return;
        app.MapOpenApiDocument();
        app.MapAccountPages();
        app.MapBillingPages();
        app.MapControllers().RequireAuthorization();
    }

    // Answers are JSON, and the document says so. Bodies are JSON in UTF-8 (RFC 8259, 8.1): MVC's readers of other encodings
    // and of forms throw at what is none.
    private static void SpeakJson(MvcOptions mvc)
    {
        mvc.OutputFormatters.RemoveType<StringOutputFormatter>();
        mvc.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Single().SupportedMediaTypes.Remove("text/json");

        var encodings = mvc.InputFormatters.OfType<SystemTextJsonInputFormatter>().Single().SupportedEncodings;
        encodings.Clear();
        encodings.Add(Encoding.UTF8);

        mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    private static ObjectResult Malformed(ActionContext context)
    {
        var errors = context.ModelState
            .Where(field => field.Value?.ValidationState is ModelValidationState.Invalid)
            .GroupBy(field => NameOf(field.Key))
            .ToDictionary(field => field.Key, _ => Unreadable);
        var refusal = Refusal.Invalid(errors);
        return new ObjectResult(Problems.Describe(
            context.HttpContext, StatusCodes.Status400BadRequest, refusal.Code, refusal.Message, refusal.Errors))
        {
            StatusCode = StatusCodes.Status400BadRequest,
            ContentTypes = { "application/problem+json" },
        };
    }

    // JSON faults come as a path ($.email); faults of the body as a whole under the parameter's name or no name.
    private static string NameOf(string key) => key.TrimStart('$', '.') is { Length: > 0 } name && name != "command" ? name : "body";

    private sealed class OnlyInDevelopment(IHostEnvironment environment) : IApplicationFeatureProvider<ControllerFeature>
    {
        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
        {
            if (!environment.IsDevelopment())
                feature.Controllers.Remove(feature.Controllers.Single(controller => controller == typeof(DevelopmentInboxController)));
        }
    }
}
