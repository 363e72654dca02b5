namespace Matomo.TestDatabase.Servers;

/// <summary>MariaDB, as Debian packages it.</summary>
internal sealed class MariaDb : ServerProduct
{
    public const string Name = "mariadbd";

    private const string Package = "mariadb-server-core";
    private const string LogFileSize = "--innodb-log-file-size=4M";

    public override DatabaseProduct Product => DatabaseProduct.MariaDb;

    public override string Program => ServerPrograms.Find(Name, Package);

    public override string PortTaken => "Bind on TCP/IP port";

    public override IEnumerable<string> Arguments =>
    [
        LogFileSize,
        "--aria-pagecache-buffer-size=1M",
        "--skip-innodb-doublewrite",
        "--loose-innodb-flush-method=nosync",
    ];

    // From MariaDB 11.4 on a server without a certificate makes one for itself.
    public override IEnumerable<string> WithoutTls => ["--skip-ssl"];

    public override IEnumerable<string> FixedAtInstallation(IEnumerable<string> arguments) => [];

    public override void Install(string data, IEnumerable<string> arguments) => ServerPrograms.Run(
        ServerPrograms.Find("mariadb-install-db", Package),
        [
            "--no-defaults",
            $"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
            "--force",
            LogFileSize,
            .. ServerPrograms.AsRunningUser,
        ]);

    public override string ByUserOfTheHost => "VIA unix_socket";

    public override IEnumerable<string> Initialisation(string rootPassword) =>
    [
        "DELETE FROM mysql.global_priv WHERE User = 'root' AND Host <> 'localhost';",
        "FLUSH PRIVILEGES;",
        $"ALTER USER 'root'@'localhost' IDENTIFIED VIA mysql_native_password USING PASSWORD('{rootPassword}') OR unix_socket;",
    ];
}
