namespace Matomo.TestDatabase.Servers;

/// <summary>The command line of a server.</summary>
internal static class ServerArguments
{
    /// <summary>Matomo's dates are UTC on every server. A statement that takes the server's own time instead is found out here.</summary>
    private const string TimeZone = "+05:30";

    public static IEnumerable<string> Of(ServerProduct product, DatabaseServerOptions options, ServerFiles files, int port) =>
    [
        "--no-defaults",
        $"--datadir={files.Data}",
        $"--socket={files.Socket}",
        $"--pid-file={files.ProcessId}",
        $"--tmpdir={files.Directory}",
        $"--init-file={files.Initialisation}",
        $"--bind-address={options.Address}",
        $"--port={port.ToString(CultureInfo.InvariantCulture)}",
        "--skip-name-resolve",
        $"--default-time-zone={TimeZone}",
        $"--character-set-server={options.CharacterSet}",
        .. product.Arguments,
        .. Small,
        .. Relaxed,
        $"--general-log={(options.GeneralLog ? 1 : 0)}",
        $"--general-log-file={files.GeneralLog}",
        .. options.SqlMode is { } mode ? new[] { $"--sql-mode={mode}" } : [],
        .. options.HasTls ? new[] { $"--ssl-ca={files.CaCertificate}", $"--ssl-cert={files.Certificate}", $"--ssl-key={files.Key}" } : [],
        .. options.NoTls ? product.WithoutTls : [],
        .. options.RequireTls ? new[] { "--require-secure-transport=1" } : [],
        .. ServerPrograms.AsRunningUser,
        .. options.Arguments,
    ];

    private static string[] Small =>
    [
        "--performance-schema=0",
        "--innodb-buffer-pool-size=8M",
        "--innodb-buffer-pool-load-at-startup=0",
        "--innodb-buffer-pool-dump-at-shutdown=0",
        "--key-buffer-size=1M",
        "--table-open-cache=200",
        "--open-files-limit=1024",
    ];

    /// <summary>What is committed reaches the operating system, and so outlives a killed server; a machine that loses its power is no case
    /// of the tests.</summary>
    private static string[] Relaxed =>
    [
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-use-native-aio=0",
    ];
}
