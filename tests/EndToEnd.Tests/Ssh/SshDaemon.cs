using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;
using Tests.Network;
using Tests.Processes;

namespace EndToEnd.Tests.Ssh;

/// <summary>An sshd on 127.0.0.1 with keys of its own, for the user that runs the tests.</summary>
internal sealed class SshDaemon : IDisposable
{
    private const string PrivilegeSeparation = "/run/sshd";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _directory;
    private Process? _daemon;

    private SshDaemon(string directory)
    {
        _directory = directory;
        Port = LocalServer.FreePort();
    }

    public int Port { get; }

    public string User { get; } = Environment.UserName;

    public string UserKey => Path.Combine(_directory, "user_key");

    /// <summary>What stands in for the cache of the user who logs in, whose own is not the tests'.</summary>
    public string Cache => Path.Combine(_directory, "cache");

    /// <summary>
    /// Where Mitogen writes what asynchronous tasks come to: it asks the host's environment, and Ansible the controller's.
    /// </summary>
    public string Jobs => Path.Combine(_directory, "jobs");

    /// <summary>The options that every client needs to trust this daemon, and nothing of the user's own.</summary>
    public string[] ClientOptions =>
    [
        "-F", "/dev/null", "-o", $"UserKnownHostsFile={Path.Combine(_directory, "known_hosts")}", "-o", "StrictHostKeyChecking=yes",
        "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
    ];

    /// <summary>An Ansible inventory of one host, remote, which is reached over this daemon.</summary>
    public JObject Inventory(string remoteDirectory, bool pipelining) => new()
    {
        ["all"] = new JObject
        {
            ["hosts"] = new JObject
            {
                ["remote"] = new JObject
                {
                    ["ansible_host"] = "127.0.0.1",
                    ["ansible_port"] = Port,
                    ["ansible_user"] = User,
                    ["ansible_ssh_private_key_file"] = UserKey,
                    ["ansible_ssh_common_args"] = string.Join(' ', ClientOptions),
                    ["ansible_pipelining"] = pipelining,
                    ["ansible_remote_tmp"] = remoteDirectory,
                    ["ansible_python_interpreter"] = Programs.Python,
                },
            },
        },
    };

    public static async Task<SshDaemon> StartAsync(string directory)
    {
        var daemon = new SshDaemon(Directory.CreateDirectory(directory).FullName);
        try
        {
            await daemon.ConfigureAsync();
            daemon.Start();
            await daemon.WaitAsync();
            return daemon;
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_daemon is { HasExited: false })
        {
            _daemon.Kill(entireProcessTree: true);
            _daemon.WaitForExit();
        }

        _daemon?.Dispose();
    }

    private async Task ConfigureAsync()
    {
        var hostKey = Path.Combine(_directory, "host_key");
        foreach (var key in new[] { hostKey, UserKey })
        {
            var made = await new Command(Programs.SshKeygen, "-q", "-t", "ed25519", "-N", "", "-f", key).RunAsync();
            Assert.That(made.ExitCode, Is.Zero, made.Everything);
        }

        await File.WriteAllTextAsync(
            Path.Combine(_directory, "known_hosts"), $"[127.0.0.1]:{Port} {await File.ReadAllTextAsync(hostKey + ".pub")}");
        // SHLVL keeps bash from reading the user's own ~/.bashrc for each command.
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "sshd_config"),
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {hostKey}
            AuthorizedKeysFile {UserKey}.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            SetEnv LC_ALL=C.UTF-8 SHLVL=1 XDG_CACHE_HOME={Cache} ANSIBLE_ASYNC_DIR={Jobs}
            Subsystem sftp internal-sftp

            """);
    }

    private void Start()
    {
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory(PrivilegeSeparation);

        var log = Path.Combine(_directory, "log");
        _daemon = new Command(Programs.Sshd, "-D", "-f", Path.Combine(_directory, "sshd_config"), "-E", log).Start();
    }

    private async Task WaitAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (!await AcceptsAsync())
        {
            if (_daemon!.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                Assert.Fail($"sshd does not answer: {await File.ReadAllTextAsync(Path.Combine(_directory, "log"))}");

            await Task.Delay(50);
        }
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
