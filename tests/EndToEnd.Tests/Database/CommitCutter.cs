using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Database;

/// <summary>Lies between the executable and the database server, and cuts the connection when the COMMIT comes.</summary>
internal sealed class CommitCutter : IDisposable
{
    // To MySQL with its count of attributes, none in one set.
    private static readonly byte[][] Commits = [[7, 0, 0, 0, 3, .. "COMMIT"u8], [9, 0, 0, 0, 3, 0, 1, .. "COMMIT"u8]];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly bool _afterCommit;
    private readonly bool _staysAway;

    /// <param name="serverPort">The server's.</param>
    /// <param name="afterCommit">Whether the server gets the COMMIT, and only its answer is lost.</param>
    /// <param name="staysAway">Whether no connection is accepted after that.</param>
    public CommitCutter(int serverPort, bool afterCommit, bool staysAway)
    {
        (_serverPort, _afterCommit, _staysAway) = (serverPort, afterCommit, staysAway);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <value>How many it has cut.</value>
    public int Cuts { get; private set; }

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
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            var answers = server.GetStream().CopyToAsync(client.GetStream());
            var buffer = new byte[65536];
            while (await ReadAsync(client, buffer) is var length and > 0)
            {
                var isCut = Cuts == 0 && Commits.Any(commit => buffer.AsSpan(0, length).SequenceEqual(commit));
                if (isCut)
                {
                    await CutAsync(client, server, buffer.AsMemory(0, length));
                    return;
                }

                await server.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
        }
    }

    private static async Task<int> ReadAsync(TcpClient client, byte[] buffer)
    {
        try
        {
            return await client.GetStream().ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task CutAsync(TcpClient client, TcpClient server, ReadOnlyMemory<byte> commit)
    {
        Cuts++;
        if (_staysAway)
            _listener.Stop();

        client.Close();
        if (_afterCommit)
            await server.GetStream().WriteAsync(commit);

        server.Client.Shutdown(SocketShutdown.Send);
    }
}
