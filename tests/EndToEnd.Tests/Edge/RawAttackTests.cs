using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Edge;

/// <summary>What only bytes on a socket can say: HTTP that is none.</summary>
public sealed class RawAttackTests
{
    private const string Login = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static readonly string[] Requests =
    [
        "\0\0\0\0\r\n\r\n",
        "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",                      // TLS on a port without
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/users/me HTTP/1.1\r\n\r\n",                         // no host
        "GET /api/v1/users/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /%00%2e%2e%2f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET http://elsewhere.example.test/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\nConnection: close\r\n\r\n",
        "BREW /api/v1/users/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n folded: header\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header Name: x\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 60_000)}\r\n\r\n",
        $"GET /{new string('a', 60_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 500).Select(n => $"X-{n}: y\r\n"))}\r\n",
        Login + "Content-Length: -1\r\n\r\n{}",
        Login + "Content-Length: 99999999999999999999\r\n\r\n{}",
        Login + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        Login + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        Login + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        Login + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        Login + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        Login + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
        Login + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        Login + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}}\r\n0\r\n\r\n",
        Login + "Transfer-Encoding: chunked\r\n\r\n2;" + new string('e', 30_000) + "\r\n{}\r\n0\r\n\r\n",
    ];

    [Test]
    public async Task Malformed_HTTP_is_refused_or_cut_off_and_slow_clients_hold_nobody_up()
    {
        await using var site = await Site.CreateAsync(Engine.Sqlite);
        var node = await site.StartAsync();
        var slow = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RawConnection.OpenAsync(node.Url)));
        foreach (var connection in slow)
            await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: loc");

        using (Assert.EnterMultipleScope())
        {
            foreach (var request in Requests)
                Assert.That(await AnswerToAsync(node, request), Does.Not.Match("^HTTP/1.1 50[0-4]"), request[..Math.Min(200, request.Length)]);
        }

        Assert.That(await node.StatusAsync("/readyz"), Is.EqualTo(200));
        foreach (var connection in slow)
        {
            await connection.SendAsync("alhost\r\nConnection: close\r\n\r\n");
            Assert.That(await connection.ReadToEndAsync(), Does.StartWith("HTTP/1.1 200"));
            connection.Dispose();
        }

        Assert.That(node.Run.Output, Does.Not.Contain("   at "), "a stack trace");
    }

    /// <summary>All that comes back once nothing more is sent.</summary>
    private static async Task<string> AnswerToAsync(Node node, string request)
    {
        using var connection = await RawConnection.OpenAsync(node.Url);
        try
        {
            await connection.SendAsync(request);
            connection.EndSending();
        }
        catch (IOException)                      // cut off while it was still talking
        {
        }

        return await connection.ReadToEndAsync();
    }
}
