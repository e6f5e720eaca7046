using System.Buffers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Net.Http.Headers;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>
/// Answers with the bytes of a file: ranges, preconditions and the name by ASP.NET Core's own rules, the bytes from the storage. Or sends the
/// receiver there, where there are <see cref="IDirectDownloads"/>.
/// </summary>
/// <param name="content">Which.</param>
/// <param name="reading">As what it was opened: nobody is sent to the storage by what the audit log does not tell. Null serves it from here.</param>
internal sealed class StoredFileResult(FileContent content, Reading? reading = null) : FileResult(content.ContentType)
{
    /// <summary>What a request for bytes is about to do with them.</summary>
    public static Reading ReadingOf(HttpRequest request) =>
        Reading.Bytes with { Held = [.. request.GetTypedHeaders().IfNoneMatch.Select(held => held.Tag.ToString().Trim('"'))] };

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        if (reading?.Sends(content) is true && !NamesTag(http.Request) && services.GetService<IDirectDownloads>() is { } direct)
        {
            http.Response.Redirect(await direct.LinkAsync(content.Key, content.ContentType, Disposition()));
            return;
        }

        FileDownloadName = content.Name;
        await new Executor(
                services.GetRequiredService<ILogger<Executor>>(), services.GetRequiredService<FilesOptions>(), services.GetRequiredService<TimeProvider>())
            .ExecuteAsync(context, this, content, services.GetRequiredService<IFileStorage>());
    }

    // The storage knows the bytes by a tag of its own, and would say that they have changed.
    private static bool NamesTag(HttpRequest request) => request.Headers.IfMatch.Count + request.Headers.IfRange.Count > 0;

    private string Disposition()
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.Name);
        return disposition.ToString();
    }

    private sealed class Executor(ILogger<Executor> logger, FilesOptions options, TimeProvider clock) : FileResultExecutorBase(logger)
    {
        private const int BufferBytes = 64 * 1024;

        public async Task ExecuteAsync(ActionContext context, FileResult result, FileContent content, IFileStorage storage)
        {
            var (range, rangeLength, serveBody) = SetHeadersAndLog(
                context, result, content.Size, enableRangeProcessing: true, lastModified: null, new EntityTagHeaderValue($"\"{content.Tag}\""));
            if (!serveBody)
                return;

            var (offset, length) = range is null ? (0, content.Size) : (range.From!.Value, rangeLength);
            var (body, ct) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
            await using var bytes = await storage.OpenAsync(content.Key, offset, length, ct)
                ?? throw new FileNotFoundException($"The storage has lost the bytes of file {content.Key.FileId}.");
            await body.StartAsync(ct);
            await SendAsync(bytes, context.HttpContext);
        }

        // Kestrel's own minimum is an average, too: who has received a lot may rest on it for hours. A look now and then costs less than
        // a timer for each piece.
        private async Task SendAsync(Stream bytes, HttpContext receiver)
        {
            var (sending, ct) = (0L, receiver.RequestAborted);
            await using var watch = clock.CreateTimer(
                _ =>
                {
                    if (Volatile.Read(ref sending) is not 0 and var since && clock.GetElapsedTime(since) > options.StallTimeout)
                        receiver.Abort();
                },
                state: null, options.StallTimeout / 4, options.StallTimeout / 4);
            var piece = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                while (await bytes.ReadAsync(piece.AsMemory(0, BufferBytes), ct) is > 0 and var read)
                {
                    Volatile.Write(ref sending, clock.GetTimestamp());
                    await receiver.Response.Body.WriteAsync(piece.AsMemory(0, read), ct);
                    Volatile.Write(ref sending, 0);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece);
            }
        }
    }
}

/// <summary>
/// An action that answers with bytes of strangers. The answer is sealed off from the site, is not packed anew, for its hash names
/// its bytes, and may be kept by the receiver who asks each time whether it still counts.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServesFileAttribute : Attribute
{
    public const string SecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    public const string CachePolicy = "private, no-cache";

    public static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ServesFileAttribute>() is not null;
}
