namespace Matomo.TestDatabase.Servers;

/// <summary>What differs between MariaDB and MySQL when a server is made.</summary>
internal abstract class ServerProduct
{
    private const string Variable = "MATOMO_TEST_DATABASE";

    private static readonly Lazy<ServerProduct> TheInstalled = new(Find);

    /// <value>The product that the environment variable MATOMO_TEST_DATABASE names (<c>mariadb</c> or <c>mysql</c>); without it MariaDB
    /// where it is installed, else MySQL.</value>
    public static ServerProduct Installed => TheInstalled.Value;

    public abstract DatabaseProduct Product { get; }

    /// <value>The path of the server's program.</value>
    public abstract string Program { get; }

    /// <value>What the error log says when something else has the port.</value>
    public abstract string PortTaken { get; }

    /// <value>What a server runs with that only this product has, or spells so.</value>
    public abstract IEnumerable<string> Arguments { get; }

    /// <value>What a server runs with that offers no TLS.</value>
    public abstract IEnumerable<string> WithoutTls { get; }

    /// <value>What CREATE USER says of an account that the host's user of the same name has, over the socket.</value>
    public abstract string ByUserOfTheHost { get; }

    /// <summary>The arguments that a data directory must be made with already, of those that its server is started with.</summary>
    public abstract IEnumerable<string> FixedAtInstallation(IEnumerable<string> arguments);

    /// <summary>Makes a data directory.</summary>
    /// <param name="data">Where; it does not exist yet.</param>
    /// <param name="arguments">Those of <see cref="FixedAtInstallation"/>.</param>
    public abstract void Install(string data, IEnumerable<string> arguments);

    /// <summary>Statements, one a line, that let root in over the socket and nobody else in.</summary>
    /// <param name="rootPassword">Root's password, where root has one.</param>
    public abstract IEnumerable<string> Initialisation(string rootPassword);

    private static ServerProduct Find() => Environment.GetEnvironmentVariable(Variable) switch
    {
        "mariadb" => new MariaDb(),
        "mysql" => new MySql(),
        null or "" => ServerPrograms.IsInstalled(MySql.Name) && !ServerPrograms.IsInstalled(MariaDb.Name) ? new MySql() : new MariaDb(),
        var other => throw new InvalidOperationException($"{Variable} is {other}: mariadb and mysql are known."),
    };
}
