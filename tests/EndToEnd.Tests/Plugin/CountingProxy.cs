using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Plugin;

/// <summary>An address of its own in front of a server, which counts what clients send to it, and may cut them off.</summary>
internal sealed class CountingProxy : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _serverPort;
    private long _sent;

    public CountingProxy(IPAddress address, int serverPort)
    {
        _listener = new TcpListener(address, 0);
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <value>How many bytes all clients have sent.</value>
    public long Sent => Interlocked.Read(ref _sent);

    /// <value>After how many bytes every client is cut off.</value>
    public long Limit { get; set; } = long.MaxValue;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was closed.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                await Task.WhenAny(CountAsync(client, server), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // Either side has gone, and so will the other.
            }
        }
    }

    private async Task CountAsync(TcpClient client, TcpClient server)
    {
        var buffer = new byte[65536];
        long sent = 0;
        while (sent < Limit && await client.GetStream().ReadAsync(buffer) is var length and > 0)
        {
            Interlocked.Add(ref _sent, length);
            sent += length;
            await server.GetStream().WriteAsync(buffer.AsMemory(0, length));
        }
    }
}
