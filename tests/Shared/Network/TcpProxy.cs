using System.Net;
using System.Net.Sockets;

namespace Tests.Network;

/// <summary>An address of its own in front of a server of this host. What stands between is a subclass's business.</summary>
public abstract class TcpProxy : IDisposable
{
    private readonly LocalServer _front;
    private readonly int _serverPort;

    protected TcpProxy(int serverPort, IPAddress? address = null)
    {
        _serverPort = serverPort;
        _front = new LocalServer(ConnectAsync, address);
    }

    public IPEndPoint EndPoint => _front.EndPoint;

    public int Port => _front.Port;

    /// <value>Whether new connections are turned away.</value>
    public bool IsDown
    {
        get => _front.IsDown;
        set => _front.IsDown = value;
    }

    public void Dispose()
    {
        _front.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Carries one connection; when this ends, both sides are closed.</summary>
    protected abstract Task CarryAsync(NetworkStream client, NetworkStream server);

    private async Task ConnectAsync(NetworkStream client)
    {
        using var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, _serverPort);
        await CarryAsync(client, server.GetStream());
    }
}
