using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.Network;

/// <summary>
/// A server on this host that does with each connection what a test says. It closes a connection when that is done, and all when it is
/// disposed of.
/// </summary>
public sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Func<NetworkStream, Task> _serve;

    public LocalServer(Func<NetworkStream, Task> serve, IPAddress? address = null)
    {
        _serve = serve;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Port => EndPoint.Port;

    /// <value>Whether new connections are closed at once.</value>
    public bool IsDown { get; set; }

    /// <summary>A server that accepts and never says a word.</summary>
    public static LocalServer Silent() => new(_ => Task.Delay(Timeout.Infinite));

    /// <summary>A server that says the same to everybody, whatever they send.</summary>
    public static LocalServer Saying(ReadOnlyMemory<byte> text) => new(async client => await client.WriteAsync(text));

    /// <summary>A port that nothing listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients)
            client.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                if (IsDown)
                    client.Dispose();
                else
                    _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was disposed of.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await _serve(client.GetStream());
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
