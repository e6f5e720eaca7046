using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Domain.Common;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Files;

/// <summary>Receives what <see cref="Idempotency"/> has not received yet, and clears away what no file was made of.</summary>
internal sealed class ReceiveFiles(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<MakesFileAttribute>() is not { } source)
        {
            await next(context);
            return;
        }

        var file = context.Features.Get<ReceivedFile>() ?? await source.ReceiveAsync(context, _ => Task.CompletedTask);
        try
        {
            await next(context);
        }
        catch (Exception refusal) when (refusal is RefusedException or BrokenRuleException)
        {
            // After any other failure nobody knows whether it became a file.
            await context.RequestServices.GetRequiredService<FileReception>().AbandonAsync(file.Key);
            throw;
        }
    }
}

/// <summary>An action that makes a file of bytes which are all in the storage before it runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class MakesFileAttribute : Attribute, IReadsBodyOnce
{
    public async Task<ReceivedFile> ReceiveAsync(HttpContext context, Func<CancellationToken, Task> alive)
    {
        var file = await TakeAsync(context, alive);
        context.Features.Set(file);
        return file;
    }

    public async Task<string> TakeInAsync(HttpContext context, Func<CancellationToken, Task> alive) => Identify(await ReceiveAsync(context, alive));

    public abstract Task<string> IdentifyAsync(HttpContext context);

    protected abstract Task<ReceivedFile> TakeAsync(HttpContext context, Func<CancellationToken, Task> alive);

    protected abstract string Identify(ReceivedFile file);
}

/// <summary>They come with the request, as a form. Requests are told apart by their files' hashes.</summary>
internal sealed class ReceivesFileAttribute : MakesFileAttribute
{
    public override Task<string> IdentifyAsync(HttpContext context) => Reception(context).HashAsync(context);

    protected override Task<ReceivedFile> TakeAsync(HttpContext context, Func<CancellationToken, Task> alive) =>
        Reception(context).ReceiveAsync(context, alive);

    protected override string Identify(ReceivedFile file) => file.Sha256;

    private static FileReception Reception(HttpContext context) => context.RequestServices.GetRequiredService<FileReception>();
}

/// <summary>They were sent to the storage directly, for an upload that the route names: nothing else tells requests apart.</summary>
internal sealed class VerifiesUploadAttribute : MakesFileAttribute
{
    public override Task<string> IdentifyAsync(HttpContext context) => Task.FromResult(UploadOf(context).ToString());

    protected override Task<ReceivedFile> TakeAsync(HttpContext context, Func<CancellationToken, Task> alive) =>
        context.RequestServices.GetRequiredService<DirectIntake>()
            .VerifyAsync(FileReception.OrganizationOf(context), UploadOf(context), alive, context.RequestAborted);

    protected override string Identify(ReceivedFile file) => file.Key.FileId.ToString();

    private static Guid UploadOf(HttpContext context) => Guid.Parse((string)context.GetRouteValue("uploadId")!);
}
