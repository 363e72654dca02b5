using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Matomo.TestDatabase.Servers;
using MySqlConnector;

namespace Matomo.TestDatabase;

/// <summary>A MariaDB or MySQL of the test's own, on a data directory, socket and port that nobody else has.</summary>
/// <remarks>It ends with the test process, however that ends; disposing of it removes everything that it left. Its members may be used
/// from several threads, but for those that start and end it.</remarks>
public sealed class DatabaseServer : IDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ServerProduct _product = ServerProduct.Installed;
    private readonly ServerFiles _files = new();
    private readonly StringBuilder _log = new();
    private readonly DatabaseServerOptions _options;
    private readonly string _rootPassword = RandomNumberGenerator.GetHexString(24, lowercase: true);
    private readonly Lock _ending = new();
    private ServerProcess? _process;
    private string _refusal = "";
    private int _databases;

    private DatabaseServer(DatabaseServerOptions options)
    {
        _options = options;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <value>The product that all servers of this process are of.</value>
    public static DatabaseProduct Product => ServerProduct.Installed.Product;

    /// <value>The path of its Unix socket.</value>
    public string Socket => _files.Socket;

    /// <value>The address that it listens at: 127.0.0.1, or that of <see cref="DatabaseServerOptions.Network"/>.</value>
    public string Address => _options.Address;

    /// <value>Its TCP port at <see cref="Address"/>; the same after <see cref="Restart"/>.</value>
    public int Port { get; private set; }

    /// <value>The PEM file of the authority that signed its certificate, which is for localhost and 127.0.0.1; null without TLS.</value>
    public string? CaPath => _options.HasTls ? _files.CaCertificate : null;

    /// <value>Its version, which is of its product: 10.11.11, 9.7.4.</value>
    public Version Version => new(((string)Query("SELECT VERSION() AS version").Single()["version"]!).Split('-')[0]);

    /// <value>The file that every statement is written to, with its values, while <c>general_log</c> is on.</value>
    public string GeneralLog => _files.GeneralLog;

    /// <value>What it has written to its error log since it was first started.</value>
    public string ErrorLog
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <value>For the account that may do everything, over the socket.</value>
    public string RootConnectionString => new MySqlConnectionStringBuilder
    {
        Server = Socket,
        ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
        UserID = "root",
        Password = _rootPassword,
        SslMode = MySqlSslMode.None,
        DateTimeKind = MySqlDateTimeKind.Utc,
        Pooling = false,
    }.ConnectionString;

    /// <summary>Starts one, which takes connections when this returns.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message has its log.</exception>
    /// <exception cref="FileNotFoundException">A program is missing; the message names its package.</exception>
    public static DatabaseServer Start(DatabaseServerOptions? options = null)
    {
        var server = new DatabaseServer(options ?? new DatabaseServerOptions());
        try
        {
            server.Prepare();
            server.LaunchOnFreePort();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Makes a database with the tables and rows that Matomo installs.</summary>
    /// <param name="tables">Whose tables.</param>
    /// <param name="prefix">As <c>tables_prefix</c> in Matomo's configuration; may be empty.</param>
    /// <param name="salt">As <c>[General] salt</c>; a random one by default.</param>
    public MatomoDatabase CreateMatomo(MatomoTables tables, string prefix = "matomo_", string? salt = null)
    {
        var number = Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        return MatomoDatabase.Create(
            this, $"matomo_{number}", tables, prefix, salt ?? RandomNumberGenerator.GetHexString(32, lowercase: true));
    }

    /// <summary>Runs a statement as root, with <c>?</c> where the values go.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute(string sql, params object?[] values) => RootSql.Execute(RootConnectionString, sql, values);

    /// <summary>Runs a query as root, with <c>?</c> where the values go.</summary>
    /// <returns>The rows, by column name; dates are UTC.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, params object?[] values) =>
        RootSql.Query(RootConnectionString, sql, values);

    /// <summary>The text of <see cref="GeneralLog"/>; empty when nothing was ever logged.</summary>
    public string ReadGeneralLog() => File.Exists(GeneralLog) ? File.ReadAllText(GeneralLog) : "";

    /// <summary>Ends it as a crash would, with SIGKILL.</summary>
    public void Kill()
    {
        // Whoever sees the connection break, and stops or starts the server for that, waits here until it is gone.
        lock (_ending)
        {
            _process?.Kill();
            _process?.WaitForExit(Limit);
        }
    }

    /// <summary>Ends it in good order.</summary>
    public void Stop()
    {
        lock (_ending)
        {
            if (_process is not { HasExited: false })
                return;

            Execute("SHUTDOWN");
            if (!_process.WaitForExit(Limit))
                throw NotWithinLimit("stop");
        }
    }

    /// <summary>Starts it again on the same data, socket and port, after it was stopped or killed; stops it first when it runs.</summary>
    public void Restart()
    {
        Stop();
        if (!TryLaunch())
            throw Failed($"Port {Port} was taken meanwhile");
    }

    /// <summary>Ends it and removes its files.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Kill();
        _files.Delete();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void OnProcessExit(object? sender, EventArgs arguments) => Dispose();

    private void Prepare()
    {
        DataDirectoryTemplate.UnpackTo(_product, _options.Arguments, _files.Data);
        File.WriteAllLines(_files.Initialisation, _product.Initialisation(_rootPassword));
        if (_options.HasTls)
            ServerCertificate.Write(_files);
    }

    private void LaunchOnFreePort()
    {
        for (var attempt = 1; attempt <= PortAttempts; attempt++)
        {
            Port = FreePort();
            if (TryLaunch())
                return;
        }

        throw Failed($"No free port in {PortAttempts} attempts");
    }

    /// <summary>False when something else has the port.</summary>
    private bool TryLaunch()
    {
        File.Delete(Socket);
        var logged = ErrorLog.Length;
        var (program, arguments) = CommandLine();
        _process = ServerProcess.Start(program, arguments, _log);
        var deadline = DateTime.UtcNow + Limit;
        while (!IsAnswering())
        {
            if (_process.HasExited)
            {
                _process.Kill();
                return ErrorLog[logged..].Contains(_product.PortTaken, StringComparison.Ordinal)
                    ? false
                    : throw Failed($"{_product.Program} ended at once");
            }

            if (DateTime.UtcNow > deadline)
                throw NotWithinLimit("start");

            Thread.Sleep(5);
        }

        return true;
    }

    private (string Program, IEnumerable<string> Arguments) CommandLine()
    {
        var arguments = ServerArguments.Of(_product, _options, _files, Port);
        return _options.Network is { } network ? network.Inside(_product.Program, arguments) : (_product.Program, arguments);
    }

    private bool IsAnswering()
    {
        if (!File.Exists(Socket))
            return false;

        try
        {
            Query("SELECT 1");
            return true;
        }
        catch (MySqlException exception)
        {
            _refusal = exception.Message;
            return false;
        }
    }

    private InvalidOperationException NotWithinLimit(string what) =>
        Failed($"{_product.Program} did not {what} within {Limit.TotalSeconds} seconds. Its last refusal: {_refusal}");

    private InvalidOperationException Failed(string what) => new($"{what}. Its log:\n{ErrorLog}");
}
