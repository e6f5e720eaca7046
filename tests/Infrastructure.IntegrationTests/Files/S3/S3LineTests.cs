using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.S3;
using MySaas.Application.Files;
using MySaas.Domain.Files;
using MySaas.Infrastructure.Files;
using MySaas.Infrastructure.Files.S3;

namespace MySaas.Infrastructure.IntegrationTests.Files.S3;

/// <summary>What the line to the server does to bytes.</summary>
internal sealed class S3LineTests
{
    private static readonly StorageKey Key = new(Guid.CreateVersion7(), Guid.CreateVersion7(), FilePart.Original);

    private static IEnumerable<int> SizesOnServer => Bucket.Server is null ? [] : [1000, Bucket.PartBytes + 1];

    [TestCaseSource(nameof(SizesOnServer))]
    public async Task A_byte_that_is_altered_on_the_way_is_refused_by_the_server(int size)
    {
        await using var bucket = new Bucket();
        await bucket.MakeAsync();
        using var line = new Line(new Uri(bucket.Options.ServiceUrl), (byte)'x', (byte)'y');
        using var client = S3Setup.Connect(Options(line, bucket.Options));
        var storage = new S3FileStorage(client, bucket.Options);

        await Assert.ThatAsync(() => storage.WriteAsync(Key, new MemoryStream([.. Enumerable.Repeat((byte)'x', size)]), default), Throws.InstanceOf<AmazonS3Exception>());

        Assert.That(await storage.FindSizeAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task A_server_that_falls_silent_within_an_object_is_given_up()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var client = S3Setup.Connect(Options(server));
        var answering = AnswerHalfAsync(server);
        var storage = new S3FileStorage(client, Options(server));

        await using var bytes = await storage.OpenAsync(Key, 0, 10, default);
        await bytes!.ReadExactlyAsync(new byte[3]);

        await Assert.ThatAsync(async () => await bytes.ReadAsync(new byte[1]), Throws.TypeOf<TimeoutException>());
        (await answering).Dispose();
    }

    private static async Task<TcpClient> AnswerHalfAsync(TcpListener server)
    {
        var connection = await server.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[16 * 1024]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\n\r\nabc"));
        return connection;
    }

    private static StorageOptions.S3Options Options(TcpListener server, StorageOptions.S3Options? like = null) => new()
    {
        ServiceUrl = $"http://{server.LocalEndpoint}",
        Bucket = like?.Bucket ?? "a-bucket",
        AccessKey = like?.AccessKey ?? "key",
        SecretKey = like?.SecretKey ?? "secret",
        ForcePathStyle = true,
        PartBytes = Bucket.PartBytes,
        Timeout = like?.Timeout ?? TimeSpan.FromSeconds(1),
    };

    /// <summary>Passes bytes on; of what is the same byte five hundred times in a row it alters one.</summary>
    private sealed class Line : TcpListener
    {
        private const int Run = 500;

        private readonly (byte From, byte To) _alters;

        public Line(Uri to, byte from, byte altered)
            : base(IPAddress.Loopback, 0)
        {
            _alters = (from, altered);
            Start();
            _ = Task.Run(() => AcceptAsync(to));
        }

        private async Task AcceptAsync(Uri to)
        {
            while (true)
            {
                var near = await AcceptTcpClientAsync();
                var far = new TcpClient(to.Host, to.Port);
                _ = PassAsync(near.GetStream(), far.GetStream(), alter: true);
                _ = PassAsync(far.GetStream(), near.GetStream(), alter: false);
            }
        }

        private async Task PassAsync(NetworkStream from, NetworkStream to, bool alter)
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await from.ReadAsync(buffer)) > 0;)
            {
                var at = alter ? buffer.AsSpan(0, read).IndexOf(Enumerable.Repeat(_alters.From, Run).ToArray()) : -1;
                if (at >= 0)
                    buffer[at] = _alters.To;
                await to.WriteAsync(buffer.AsMemory(0, read));
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
    }
}
