using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>Lets the body of the request flow into the storage, and has nothing to say then.</summary>
internal sealed class TakenBytesResult(ExpectedBytes expected) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        if (http.Request.ContentLength > expected.Size)
            throw FileRefusals.TooLarge(expected.Size).AsException();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = expected.Size + 1;        // the intake refuses the one that is too many, in the product's words

        using var end = new CancellationTokenSource(services.GetRequiredService<FilesOptions>().UploadTimeout, services.GetRequiredService<TimeProvider>());
        using var hungUpOrLate = CancellationTokenSource.CreateLinkedTokenSource(end.Token, http.RequestAborted);
        await services.GetRequiredService<DirectIntake>().StoreAsync(expected, http.Request.Body, hungUpOrLate.Token);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>An action whose body is bytes, and whose signed link is the permission.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesBytesAttribute : Attribute
{
    public static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TakesBytesAttribute>() is not null;
}
