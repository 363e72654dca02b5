using System.Net.Sockets;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Proxy;

/// <summary>As much of a MariaDB as it takes to let everybody in, and to answer each statement with rows that come slowly and never end.
/// </summary>
public sealed class TricklingServer : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly LocalServer _server = new(AnswerAsync);

    public int Port => _server.Port;

    public void Dispose() => _server.Dispose();

    private static byte[] Packet(byte number, ReadOnlySpan<byte> payload) => [(byte)payload.Length, 0, 0, number, .. payload];

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static async Task AnswerAsync(NetworkStream client)
    {
        byte[] greeting =
        [
            10, .. "5.5.5-10.5.9-MariaDB\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0xfe, 0xf7, 45, 2, 0, 0x0f, 0, 21, .. new byte[10],
            .. "123456789012\0"u8, .. "mysql_native_password\0"u8,
        ];
        await client.WriteAsync(Packet(0, greeting));
        _ = await client.ReadAsync(new byte[4096]);
        await client.WriteAsync(Packet(2, [0, 0, 0, 2, 0, 0, 0]));
        while (true)
        {
            var buffer = new byte[64 * 1024];
            var count = await client.ReadAsync(buffer);
            if (count == 0)
                return;

            // What MySqlConnector itself asks for at a login, and everything else.
            if (!Encoding.UTF8.GetString(buffer, 0, count).Contains("GET_LOCK", StringComparison.Ordinal))
                await client.WriteAsync(Packet(1, [0, 0, 0, 2, 0, 0, 0]));
            else
                await TrickleAsync(client);
        }
    }

    private static async Task TrickleAsync(NetworkStream client)
    {
        byte[] column =
        [
            .. Text("def"), .. Text(""), .. Text(""), .. Text(""), .. Text("x"), .. Text(""), 12, 45, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0,
        ];

        // SET SESSION is answered by itself, and says that more follows.
        await client.WriteAsync(Packet(1, [0, 0, 0, 10, 0, 0, 0]));
        await client.WriteAsync(Packet(2, [1]));
        await client.WriteAsync(Packet(3, column));
        await client.WriteAsync(Packet(4, [0xfe, 0, 0, 2, 0]));
        for (byte number = 5; ; number++)
        {
            await client.WriteAsync(Packet(number, Text("1")));
            await Task.Delay(Pause);
        }
    }
}
