using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Proxy;

/// <summary>As much of a MariaDB as it takes to ask for a login by a plugin: its greeting, encryption with the certificate if it has one,
/// and the request to switch.</summary>
/// <remarks>The servers' packages on Debian lack most of these plugins.</remarks>
public sealed class PluginServer : IDisposable
{
    private const byte OffersTls = 8;

    private readonly LocalServer _server;
    private readonly ConcurrentQueue<byte> _received = [];
    private readonly X509Certificate2? _certificate;
    private readonly string _plugin;

    public PluginServer(string plugin, X509Certificate2? certificate = null)
    {
        _plugin = plugin;
        _certificate = certificate;
        _server = new LocalServer(AnswerAsync);
    }

    public int Port => _server.Port;

    /// <summary>What clients sent, encryption taken off, without their requests for it.</summary>
    public byte[] Received => [.. _received];

    public void Dispose() => _server.Dispose();

    private static byte[] Packet(byte number, ReadOnlySpan<byte> payload) => [(byte)payload.Length, 0, 0, number, .. payload];

    // Protocol 10; version; connection 1; eight bytes of the scramble; CLIENT_PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH and others;
    // utf8mb4; autocommit; its other twelve bytes.
    private static byte[] Greeting(byte tls) =>
    [
        10, .. "5.5.5-11.8.9-MariaDB\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0, 0xfe, (byte)(0xf7 | tls), 45, 2, 0, 0xff, 0x81, 21,
        .. new byte[10], .. "123456789012\0"u8, .. "mysql_native_password\0"u8,
    ];

    private async Task AnswerAsync(NetworkStream client)
    {
        await client.WriteAsync(Packet(0, Greeting(_certificate is null ? (byte)0 : OffersTls)));
        if (_certificate is null)
        {
            await AskAsync(client, 2);
            return;
        }

        _ = await client.ReadAsync(new byte[36]);
        await using var encrypted = new SslStream(client);
        try
        {
            await encrypted.AuthenticateAsServerAsync(_certificate);
            await AskAsync(encrypted, 3);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // The client does not trust it.
        }
    }

    private async Task AskAsync(Stream client, byte number)
    {
        await ReceiveAsync(client);
        await client.WriteAsync(Packet(number, [0xfe, .. Encoding.ASCII.GetBytes(_plugin), 0, .. "12345678901234567890123456789012"u8]));
        await ReceiveAsync(client);
    }

    private async Task ReceiveAsync(Stream client)
    {
        var buffer = new byte[4096];
        var count = await client.ReadAsync(buffer);
        foreach (var value in buffer.AsSpan(0, count))
            _received.Enqueue(value);
    }
}
