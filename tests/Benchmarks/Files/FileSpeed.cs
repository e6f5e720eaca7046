using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using MySaas.Benchmarks.Common;

namespace MySaas.Benchmarks.Files;

/// <summary>
/// Bytes per second up and down of the published program, beside <see cref="BareKestrel"/> in the same run, in turns. The program's are in a
/// form, hashed, counted and checked on the way up, and read from its storage on the way down.
/// </summary>
internal static class FileSpeed
{
    private const int Size = 512 * 1024 * 1024;
    private const int Rounds = 7;

    public static async Task RunAsync(string program)
    {
        await using var bare = await Server.StartAsync((url, folder) => [typeof(FileSpeed).Assembly.Location, BareKestrel.Verb, url, folder]);
        await using var product = await Server.StartAsync(
            (_, _) => [program],
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Serilog__MinimumLevel__Default", "Warning"), ("Billing__Plans__0__Limits__StorageBytes", "100000000000"));
        var shelf = await Shelf.OpenAsync(product);
        var (bareUp, bareDown, up, down) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var first = await RateAsync(() => PutAsync(bare));
            var second = await RateAsync(() => DrainAsync(bare, "/file"));
            string file = "";
            var third = await RateAsync(async () => file = await shelf.PutAsync(Body()));
            await shelf.WaitUntilReadyAsync(file);
            var fourth = await RateAsync(() => DrainAsync(product, $"{file}/content"));
            await shelf.DeleteAsync(file);
            if (round < 0)
                continue;
            bareUp.Add(first);
            bareDown.Add(second);
            up.Add(third);
            down.Add(fourth);
        }

        Console.WriteLine($"Files of {Size >> 20} MiB, one after the other, each on the disk (fsync) before it is answered; medians of {Rounds} rounds, in turns.");
        Console.WriteLine();
        Console.WriteLine("| | MySaas | bare Kestrel | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        Print("up", up, bareUp);
        Print("down", down, bareDown);
    }

    private static void Print(string way, List<double> ours, List<double> theirs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {way} | {ours.Median():N0} MiB/s | {theirs.Median():N0} MiB/s | {ours.Median() / theirs.Median():N2} |"));

    private static async Task<double> RateAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Size / 1048576.0 / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task PutAsync(Server bare)
    {
        using var answer = await bare.Http.PostAsync("/file", Body());
        answer.EnsureSuccessStatusCode();
    }

    private static async Task DrainAsync(Server server, string path)
    {
        await using var content = await server.Http.GetStreamAsync(path);
        var buffer = new byte[64 * 1024];
        var left = (long)Size;
        while (await content.ReadAsync(buffer) is > 0 and var read)
            left -= read;
        if (left != 0)
            throw new InvalidOperationException($"{left} bytes are missing.");
    }

    private static Blocks Body() => new(Size);

    /// <summary>The same block over and over: making it is not what is measured.</summary>
    private sealed class Blocks : HttpContent
    {
        private static readonly byte[] Block = new byte[64 * 1024];

        private readonly long _length;

        static Blocks() => new Random(1).NextBytes(Block);

        public Blocks(long length)
        {
            _length = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (var sent = 0L; sent < _length; sent += Block.Length)
                await stream.WriteAsync(Block);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
