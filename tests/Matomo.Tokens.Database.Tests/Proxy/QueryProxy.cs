using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Matomo.Tokens.Database.Tests.Proxy;

/// <summary>Stands between client and server, sees each query, and can lose the connection at any of them.</summary>
public sealed class QueryProxy : IDisposable
{
    private const int HeaderLength = 4;
    private const byte Query = 3;
    private const byte Quit = 1;

    // ER_NOT_SUPPORTED_YET, as packet 1 of the answer.
    private static readonly byte[] Refusal = [.. Packet([0xff, 0xd3, 0x04, .. "#42000This server knows no such function"u8])];

    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly ConcurrentQueue<string> _queries = [];
    private readonly int _serverPort;

    public QueryProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The queries of all connections, in order of their coming.</summary>
    public IReadOnlyCollection<string> Queries => _queries;

    /// <summary>Is asked about each, and may take its time.</summary>
    public Func<string, Fate> BeforeQuery { get; set; } = _ => Fate.Forward;

    /// <summary>Whether new connections are turned away.</summary>
    public bool IsDown { get; set; }

    public void Dispose()
    {
        _listener.Stop();
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private static byte[] Packet(ReadOnlySpan<byte> payload) => [(byte)payload.Length, 0, 0, 1, .. payload];

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                _sockets.Add(client);
                if (IsDown)
                {
                    client.Dispose();
                    continue;
                }

                _ = Task.Run(() => ConnectAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets.Add(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            using var connection = new Connection(this, client, server);
            await Task.WhenAny(Task.Run(connection.PassQueriesAsync), Task.Run(connection.PassAnswersAsync));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // One of the two is gone, and so goes the other.
        }
    }

    private sealed class Connection(QueryProxy proxy, Socket client, Socket server) : IDisposable
    {
        private readonly NetworkStream _client = new(client, ownsSocket: true);
        private readonly NetworkStream _server = new(server, ownsSocket: true);
        private volatile bool _swallowsAnswer;

        public async Task PassQueriesAsync()
        {
            while (await ReadPacketAsync() is { } packet)
            {
                if (IsTlsRequest(packet))
                {
                    await _server.WriteAsync(packet);
                    await _client.CopyToAsync(_server);
                    return;
                }

                var fate = Judge(packet);
                _swallowsAnswer = fate == Fate.CutAfter;
                switch (fate)
                {
                    case Fate.CutBefore:
                        return;
                    case Fate.Refuse:
                        await _client.WriteAsync(Refusal);
                        break;
                    default:
                        await _server.WriteAsync(packet);
                        break;
                }
            }
        }

        public async Task PassAnswersAsync()
        {
            var buffer = new byte[64 * 1024];
            while (await _server.ReadAsync(buffer) is var count and > 0 && !_swallowsAnswer)
                await _client.WriteAsync(buffer.AsMemory(0, count));
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
        }

        // A login's first half; what follows is encrypted.
        private static bool IsTlsRequest(byte[] packet) => packet[3] == 1 && packet.Length == HeaderLength + 32;

        // A command is packet 0 of its exchange; what a client sends at its login comes later in one.
        private Fate Judge(byte[] packet)
        {
            var (number, command) = (packet[3], packet[HeaderLength]);
            if (number != 0 || command == Quit)
                return Fate.Forward;

            var sql = command == Query ? SqlOf(packet.AsSpan(HeaderLength + 1)) : $"(command {command})";
            proxy._queries.Enqueue(sql);
            return proxy.BeforeQuery(sql);
        }

        // To MySQL 8 and later, the query's attributes come first: none, in one set.
        private static string SqlOf(ReadOnlySpan<byte> query) => Encoding.UTF8.GetString(query is [0, 1, ..] ? query[2..] : query);

        private async Task<byte[]?> ReadPacketAsync()
        {
            var header = new byte[HeaderLength];
            if (await _client.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
                return null;

            var packet = new byte[HeaderLength + header[0] + (header[1] << 8) + (header[2] << 16)];
            header.CopyTo(packet, 0);
            await _client.ReadExactlyAsync(packet.AsMemory(HeaderLength));
            return packet;
        }
    }
}
