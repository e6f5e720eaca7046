using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MySaas.Benchmarks.Files;

/// <summary>
/// What the least of an endpoint does with a file, in a process of its own: the body as it comes into a file, which is on the disk (fsync) and
/// renamed before the answer, as the product's is; and back.
/// </summary>
internal static class BareKestrel
{
    public const string Verb = "bare-kestrel";

    private const int BufferBytes = 64 * 1024;

    public static async Task RunAsync(string url, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        await using var app = builder.Build();
        app.MapPost("/{name}", async (string name, HttpRequest request) =>
        {
            var draft = Path.Combine(folder, Path.GetRandomFileName());
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await CopyAsync(request.Body, file);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, Path.Combine(folder, name), overwrite: true);
        });
        app.MapGet("/{name}", async (string name, HttpResponse response) =>
        {
            await using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            response.ContentLength = file.Length;
            await CopyAsync(file, response.Body);
        });
        await app.RunAsync();
    }

    // Stream.CopyToAsync and SendFileAsync are slower: the one writes as Kestrel's pipe is cut, 4 KiB at a time, the other reads 16 KiB.
    private static async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReadAsync(buffer) is > 0 and var read)
            await to.WriteAsync(buffer.AsMemory(0, read));
    }
}
