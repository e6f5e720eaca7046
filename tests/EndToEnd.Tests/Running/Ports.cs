using System.Net;
using System.Net.Sockets;

namespace MySaas.EndToEnd.Tests.Running;

public static class Ports
{
    /// <summary>A port on which nobody listens, below those that outgoing connections are given.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)              // taken; try another
            {
            }
        }
    }
}
