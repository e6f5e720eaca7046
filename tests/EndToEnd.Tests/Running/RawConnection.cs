using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>HTTP by the byte, for what no proper client would send.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private string _rest = "";

    private RawConnection(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        return new RawConnection(client);
    }

    public static bool IsListening(Uri url)
    {
        try
        {
            using var probe = new TcpClient(url.Host, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Sends all of a request but the second half of its body.</summary>
    public async Task StartPostingJsonAsync(string path, object body)
    {
        var json = JsonSerializer.Serialize(body);
        var length = Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture);
        await SendAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
        await SendAsync(json[..(json.Length / 2)]);
        _rest = json[(json.Length / 2)..];
    }

    public Task FinishPostingAsync() => SendAsync(_rest);

    /// <summary>Half-closes the connection: the server sees the end of what was sent.</summary>
    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>All that is answered until the server closes the connection; a reset counts as an end.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
        }

        return answer.ToString();
    }

    public void Dispose() => _client.Dispose();
}
