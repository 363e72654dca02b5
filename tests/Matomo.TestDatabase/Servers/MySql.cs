namespace Matomo.TestDatabase.Servers;

/// <summary>Oracle's MySQL, as Debian packages it.</summary>
internal sealed class MySql : ServerProduct
{
    public const string Name = "mysqld";

    public override DatabaseProduct Product => DatabaseProduct.MySql;

    public override string Program => ServerPrograms.Find(Name, "mysql-server-core");

    public override string PortTaken => "Bind on TCP/IP port";

    public override IEnumerable<string> Arguments =>
    [
        .. Everywhere,
        "--mysqlx=0",
        "--innodb-doublewrite=0",
        "--innodb-flush-method=fsync",
        "--disable-log-bin",
        "--plugin-load-add=auth_socket.so",
    ];

    // An empty list of versions: the option that switched TLS off is gone since 8.4.
    public override IEnumerable<string> WithoutTls => ["--tls-version="];

    private static IEnumerable<string> Everywhere =>
    [
        "--innodb-redo-log-capacity=8M",
        "--secure-file-priv=",
    ];

    public override IEnumerable<string> FixedAtInstallation(IEnumerable<string> arguments) =>
        arguments.Where(argument => argument.StartsWith("--lower-case-table-names=", StringComparison.Ordinal));

    public override void Install(string data, IEnumerable<string> arguments) => ServerPrograms.Run(
        Program,
        [
            "--no-defaults", "--initialize-insecure", $"--datadir={data}", .. Everywhere, .. arguments, .. ServerPrograms.AsRunningUser,
        ]);

    public override string ByUserOfTheHost => "WITH auth_socket";

    // Without a password: caching_sha2_password takes none over a socket without TLS from MySqlConnector, and the plugins that would are
    // gone.
    public override IEnumerable<string> Initialisation(string rootPassword) =>
        [$"ALTER USER 'root'@'localhost' IDENTIFIED {ByUserOfTheHost} AS '{Environment.UserName}';"];
}
