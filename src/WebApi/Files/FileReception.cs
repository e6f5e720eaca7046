using MediatR;
using Microsoft.AspNetCore.Http.Features;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>
/// Brings the file of a request into the storage before its action runs. Bytes can be read once, while a command that loses a race
/// runs again, so they are no part of one: the upload is begun, the bytes flow, and the action makes a file of them.
/// </summary>
internal sealed class FileReception(IMediator mediator, FileIntake intake, FilesOptions options, TimeProvider clock)
{
    /// <summary>Room for the other fields and the headers of a form.</summary>
    private const long FormBytes = 1024 * 1024;

    public static ReceivedFile Of(HttpContext context) => context.Features.GetRequiredFeature<ReceivedFile>();

    public static Guid OrganizationOf(HttpContext context) => Guid.Parse((string)context.GetRouteValue("organizationId")!);

    /// <param name="context">Its action is marked by <see cref="ReceivesFileAttribute"/>.</param>
    /// <param name="alive">Called every now and then while bytes flow.</param>
    public async Task<ReceivedFile> ReceiveAsync(HttpContext context, Func<CancellationToken, Task> alive)
    {
        var key = await mediator.Send(new BeginUpload(OrganizationOf(context)), context.RequestAborted);
        try
        {
            return await ReadAsync(context, (incoming, ct) => intake.TakeInAsync(key, incoming, alive, ct));
        }
        catch
        {
            await AbandonAsync(key);
            throw;
        }
    }

    /// <summary>The hash of the file in a request whose answer is known already. Nothing is stored.</summary>
    public async Task<string> HashAsync(HttpContext context) => await ReadAsync(context, async (incoming, ct) =>
    {
        using var metered = new MeteredStream(incoming.Content, options.MaxFileBytes, (_, _) => ValueTask.CompletedTask);
        await metered.CopyToAsync(Stream.Null, ct);
        return metered.Sha256;
    });

    public Task AbandonAsync(StorageKey key) => mediator.Send(new AbandonUpload(key.OwnerId, key.FileId), CancellationToken.None);

    private async Task<T> ReadAsync<T>(HttpContext context, Func<IncomingFile, CancellationToken, Task<T>> read)
    {
        if (context.Request.ContentLength > options.MaxFileBytes + FormBytes)
            throw FileRefusals.TooLarge(options.MaxFileBytes).AsException();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxFileBytes + FormBytes;

        using var end = new CancellationTokenSource(options.UploadTimeout, clock);
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var hungUpOrLate = CancellationTokenSource.CreateLinkedTokenSource(end.Token, late.Token, context.RequestAborted);
        try
        {
            var form = MultipartFile.Read(context.Request, new PacedStream(context.Request.Body, options.StallTimeout, late, clock));
            var result = await read(await form.FindAsync(hungUpOrLate.Token), hungUpOrLate.Token);
            await form.EndAsync(hungUpOrLate.Token);
            return result;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested || late.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The upload took too long.", StatusCodes.Status408RequestTimeout);
        }
    }
}
