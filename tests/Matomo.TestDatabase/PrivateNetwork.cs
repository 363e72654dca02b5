using System.Security.Cryptography;
using Matomo.TestDatabase.Servers;

namespace Matomo.TestDatabase;

/// <summary>A network namespace with one cable to this host: a server in it is across a network, which one on the loopback is not for
/// MySqlConnector.</summary>
/// <remarks>It needs root. The namespace and the cable go when its one process ends, and that ends with this one, however this one
/// ends.</remarks>
public sealed class PrivateNetwork : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ServerProcess _holder = ServerProcess.Start(
        ServerPrograms.Find("unshare", "util-linux"), ["--net", "sleep", "infinity"], new StringBuilder());

    private PrivateNetwork()
    {
        // Of 198.18.0.0/15, which RFC 2544 keeps for tests of this kind: four addresses, two of them in use.
        var block = 4 * RandomNumberGenerator.GetInt32(1 << 15);
        HostAddress = Address(block + 1);
        ServerAddress = Address(block + 2);
    }

    /// <value>This host's address on the cable.</value>
    public string HostAddress { get; }

    /// <value>The address at the other end of the cable.</value>
    public string ServerAddress { get; }

    /// <summary>Makes one.</summary>
    /// <exception cref="InvalidOperationException">It cannot be made, without root for one; the message says what failed.</exception>
    public static PrivateNetwork Create()
    {
        var network = new PrivateNetwork();
        try
        {
            network.Connect();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => _holder.Kill();

    /// <summary>The command line that starts a program in it, which takes the place of what it is started by.</summary>
    internal (string Program, IEnumerable<string> Arguments) Inside(string program, IEnumerable<string> arguments) =>
        (ServerPrograms.Find("nsenter", "util-linux"), ["--target", ProcessId, "--net", program, .. arguments]);

    private static string Address(int number) => $"198.{18 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}";

    private string ProcessId => _holder.Id.ToString(CultureInfo.InvariantCulture);

    private void Connect()
    {
        AwaitNamespace();
        var cable = "db" + RandomNumberGenerator.GetHexString(10, lowercase: true);
        Ip("link", "add", cable, "type", "veth", "peer", "name", "cable", "netns", ProcessId);
        Ip("address", "add", HostAddress + "/30", "dev", cable);
        Ip("link", "set", cable, "up");
        IpInside("address", "add", ServerAddress + "/30", "dev", "cable");
        IpInside("link", "set", "cable", "up");
        IpInside("link", "set", "lo", "up");
    }

    // Between its start and unshare(2), the process is still in this one's.
    private void AwaitNamespace()
    {
        static string? NamespaceOf(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;

        var deadline = DateTime.UtcNow + Limit;
        while (NamespaceOf(ProcessId) == NamespaceOf("self"))
        {
            if (_holder.HasExited || DateTime.UtcNow > deadline)
                throw new InvalidOperationException("There is no network namespace: unshare --net needs root.");

            Thread.Sleep(1);
        }
    }

    private static void Ip(params string[] arguments) => ServerPrograms.Run(ServerPrograms.Find("ip", "iproute2"), arguments);

    private void IpInside(params string[] arguments)
    {
        var (program, line) = Inside(ServerPrograms.Find("ip", "iproute2"), arguments);
        ServerPrograms.Run(program, line);
    }
}
