using System.Net.Sockets;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Proxy;

/// <summary>As much of a MariaDB as it takes to ask for a login by a plugin: its greeting, and the request to switch.</summary>
/// <remarks>The servers' packages on Debian lack most of these plugins.</remarks>
public sealed class PluginServer(string plugin) : IDisposable
{
    private readonly LocalServer _server = new(client => AnswerAsync(client, plugin));

    public int Port => _server.Port;

    public void Dispose() => _server.Dispose();

    private static byte[] Packet(byte number, ReadOnlySpan<byte> payload) => [(byte)payload.Length, 0, 0, number, .. payload];

    // Protocol 10; version; connection 1; eight bytes of the scramble; CLIENT_PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH and others;
    // utf8mb4; autocommit; its other twelve bytes.
    private static byte[] Greeting() =>
    [
        10, .. "5.5.5-11.8.9-MariaDB\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0xfe, 0xf7, 45, 2, 0, 0xff, 0x81, 21, .. new byte[10],
        .. "123456789012\0"u8, .. "mysql_native_password\0"u8,
    ];

    private static async Task AnswerAsync(NetworkStream client, string plugin)
    {
        await client.WriteAsync(Packet(0, Greeting()));
        _ = await client.ReadAsync(new byte[4096]);
        await client.WriteAsync(Packet(2, [0xfe, .. Encoding.ASCII.GetBytes(plugin), 0, .. "12345678901234567890123456789012"u8]));
        _ = await client.ReadAsync(new byte[4096]);
    }
}
