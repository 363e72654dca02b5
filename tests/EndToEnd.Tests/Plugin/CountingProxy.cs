using System.Net;
using System.Net.Sockets;
using Tests.Network;

namespace EndToEnd.Tests.Plugin;

/// <summary>Counts what clients send to a server, and may cut them off.</summary>
internal sealed class CountingProxy(IPAddress address, int serverPort) : TcpProxy(serverPort, address)
{
    private long _sent;

    /// <value>How many bytes all clients have sent.</value>
    public long Sent => Interlocked.Read(ref _sent);

    /// <value>After how many bytes every client is cut off.</value>
    public long Limit { get; set; } = long.MaxValue;

    protected override Task CarryAsync(NetworkStream client, NetworkStream server) =>
        Task.WhenAny(CountAsync(client, server), server.CopyToAsync(client));

    private async Task CountAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[65536];
        long sent = 0;
        while (sent < Limit && await client.ReadAsync(buffer) is var length and > 0)
        {
            Interlocked.Add(ref _sent, length);
            sent += length;
            await server.WriteAsync(buffer.AsMemory(0, length));
        }
    }
}
