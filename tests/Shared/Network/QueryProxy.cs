using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.Network;

/// <summary>Stands between a client and a database server, sees each query, and can lose the connection at any of them.</summary>
public sealed class QueryProxy(int serverPort) : TcpProxy(serverPort, IPAddress.Any)
{
    private const int HeaderLength = 4;
    private const byte Query = 3;
    private const byte Quit = 1;

    // ER_NOT_SUPPORTED_YET, as packet 1 of the answer.
    private static readonly byte[] Refusal = [.. Packet([0xff, 0xd3, 0x04, .. "#42000This server knows no such function"u8])];

    private readonly ConcurrentQueue<string> _queries = [];

    /// <summary>The queries of all connections, in order of their coming.</summary>
    public IReadOnlyCollection<string> Queries => _queries;

    /// <summary>Is asked about each, and may take its time.</summary>
    public Func<string, Fate> BeforeQuery { get; set; } = _ => Fate.Forward;

    /// <summary>Lets the first COMMIT meet a fate, and, if the server is to stay away, turns away new connections from then on.</summary>
    public static QueryProxy AtCommit(int serverPort, Fate fate, bool staysAway)
    {
        var proxy = new QueryProxy(serverPort);
        proxy.BeforeQuery = sql =>
        {
            if (sql != "COMMIT")
                return Fate.Forward;

            proxy.BeforeQuery = _ => Fate.Forward;
            proxy.IsDown = staysAway;
            return fate;
        };
        return proxy;
    }

    protected override Task CarryAsync(NetworkStream client, NetworkStream server)
    {
        var connection = new Connection(this, client, server);
        return Task.WhenAny(Task.Run(connection.PassQueriesAsync), Task.Run(connection.PassAnswersAsync));
    }

    private static byte[] Packet(ReadOnlySpan<byte> payload) => [(byte)payload.Length, 0, 0, 1, .. payload];

    private sealed class Connection(QueryProxy proxy, NetworkStream client, NetworkStream server)
    {
        private volatile bool _swallowsAnswer;

        public async Task PassQueriesAsync()
        {
            while (await ReadPacketAsync() is { } packet)
            {
                if (IsTlsRequest(packet))
                {
                    await server.WriteAsync(packet);
                    await client.CopyToAsync(server);
                    return;
                }

                var fate = Judge(packet);
                _swallowsAnswer = fate == Fate.CutAfter;
                switch (fate)
                {
                    case Fate.CutBefore:
                        return;
                    case Fate.Hang:
                        await client.CopyToAsync(Stream.Null);
                        return;
                    case Fate.Refuse:
                        await client.WriteAsync(Refusal);
                        break;
                    default:
                        await server.WriteAsync(packet);
                        break;
                }
            }
        }

        public async Task PassAnswersAsync()
        {
            var buffer = new byte[64 * 1024];
            while (await server.ReadAsync(buffer) is var count and > 0 && !_swallowsAnswer)
                await client.WriteAsync(buffer.AsMemory(0, count));
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
            if (await client.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
                return null;

            var packet = new byte[HeaderLength + header[0] + (header[1] << 8) + (header[2] << 16)];
            header.CopyTo(packet, 0);
            await client.ReadExactlyAsync(packet.AsMemory(HeaderLength));
            return packet;
        }
    }
}
