using System.Collections.Concurrent;
using Matomo.Tokens.Stores;

namespace Matomo.Tokens.Database.Tests;

/// <summary>A Matomo's database and a directory of its own for each test; whatever a test does, rows that are not ours stay, and no secret
/// gets out.</summary>
/// <param name="tables">Whose tables.</param>
public abstract class DatabaseFixture(MatomoTables tables)
{
    private readonly ConcurrentBag<string> _values = [];
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("matomo_token-");
    private IReadOnlyList<string> _guarded = [];
    private long _logStart;

    protected MatomoTables Tables => tables;

    protected bool IsMatomo3 => tables == MatomoTables.Matomo3;

    protected bool HasSecureOnly => Versions.WithSecureOnly.Contains(tables);

    protected virtual DatabaseServer Server => Servers.Shared;

    protected MatomoDatabase Matomo { get; private set; } = null!;

    /// <summary>Alice's rows that no test wants to be another's: those of the group that most tests are about.</summary>
    protected IReadOnlyList<TokenRecord> Group =>
        [.. Matomo.Tokens.Where(row => row is { Login: "alice", SystemToken: false, Description: Request.Description })];

    protected DatabaseOptions Options => new()
    {
        Socket = Server.Socket,
        Name = Matomo.Name,
        User = Matomo.User.Name,
        Password = new Secret(Matomo.User.Password),
        Prefix = Matomo.Prefix,
        Salt = new Secret(Matomo.Salt),
        Timeout = TimeSpan.FromSeconds(20),
    };

    protected string TokenFile => InDirectory("token");

    /// <summary>UTC, by the server's clock.</summary>
    protected DateTime Now => (DateTime)Matomo.Query("SELECT UTC_TIMESTAMP() AS now").Single()["now"]!;

    [SetUp]
    public void Install()
    {
        _logStart = LogLength;
        Matomo = Server.CreateMatomo(tables);
        Matomo.AddUser("alice");
        Matomo.AddUser("bob");
        if (!IsMatomo3)
        {
            Matomo.AddToken("alice", Request.Fresh(), "Bystander");
            Matomo.AddToken("bob", Request.Fresh(), Request.Description);
            Matomo.AddToken("bob", Request.Fresh(), Request.Description, expires: DateTime.UtcNow.AddDays(-1));
            Matomo.AddToken("alice", Request.Fresh(), Request.Description, system: true);
        }

        Guard();
    }

    [TearDown]
    public void CheckAndClean()
    {
        _directory.Delete(recursive: true);
        if (Matomo is not null)
        {
            AssertGuardedRowsAreThere();
            AssertLogIsClean();
        }
    }

    protected string InDirectory(params IEnumerable<string> names) => Path.Combine([_directory.FullName, .. names]);

    protected string InNewDirectory(string name) => Path.Combine(_directory.CreateSubdirectory(name).FullName, "token");

    // Not encrypted, so that a proxy can read along.
    protected DatabaseOptions OverTcp(int port) => Options with { Socket = null, Host = "127.0.0.1", Port = port, Tls = TlsMode.Disabled };

    /// <summary>Takes what is there now for what is to be there at the end; again after a test has changed rows that are not
    /// ours.</summary>
    protected void Guard() => _guarded = GuardedRows();

    /// <summary>Adds a token of alice's.</summary>
    protected TokenRecord Given(
        string value,
        string description = Request.Description,
        string login = "alice",
        DateTime? expires = null,
        DateTime? lastUsed = null,
        bool secureOnly = false)
    {
        _values.Add(value);
        return Matomo.AddToken(login, value, description, expires: expires, lastUsed: lastUsed, secureOnly: secureOnly);
    }

    /// <summary>Runs in check mode, in earnest, and once more: foresees what it does, and ends where nothing is left to do.</summary>
    protected async Task<ReconcileResult> RunStableAsync(params TokenRequest[] requests)
    {
        var result = await RunAsync(requests);
        var (rows, files) = (AllRows(), AllFiles());
        var again = await OnceAsync(requests);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Changed, Is.False, "the second run");
            Assert.That(again.Outcomes.Select(outcome => outcome.Step.Action), Is.All.EqualTo(TokenAction.None));
            Assert.That(AllRows(), Is.EqualTo(rows));
            Assert.That(AllFiles(), Is.EqualTo(files));
        }

        return result;
    }

    /// <summary>Runs in check mode and in earnest: foresees what it does, and changes nothing while it does.</summary>
    protected async Task<ReconcileResult> RunAsync(params TokenRequest[] requests)
    {
        var (rows, files) = (AllRows(), AllFiles());
        var foreseen = await OnceAsync(requests, checkMode: true);
        Assert.That(AllRows(), Is.EqualTo(rows), "check mode");
        Assert.That(AllFiles(), Is.EqualTo(files), "check mode");
        var result = await OnceAsync(requests);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                foreseen.Outcomes.Select(outcome => outcome.Step.Action),
                Is.EqualTo(result.Outcomes.Select(outcome => outcome.Step.Action)),
                "check mode");
            Assert.That(foreseen.Changed, Is.EqualTo(result.Changed), "check mode");
            Assert.That(result.Outcomes.Select(outcome => outcome.Request), Is.EqualTo(requests));
        }

        return result;
    }

    /// <summary>This host's clock, which is right unless a test says otherwise.</summary>
    protected TimeProvider HostClock { get; set; } = TimeProvider.System;

    /// <summary>What shows new values to Matomo; null where nothing does.</summary>
    private protected virtual ITokenTrial? Trial => null;

    protected async Task<ReconcileResult> OnceAsync(
        IReadOnlyList<TokenRequest> requests,
        DatabaseOptions? options = null,
        bool checkMode = false,
        CancellationToken cancellationToken = default)
    {
        var store = new DatabaseTokenStore(options ?? Options, Trial);
        var reconciler = new TokenReconciler(store, HostClock) { ValueLearned = value => _values.Add(value.Reveal()) };
        return await reconciler.RunAsync(requests, checkMode, cancellationToken);
    }

    /// <summary>Runs what is to fail, and leaves everything as it was.</summary>
    protected async Task<TokenException> RefusedAsync(TokenErrorCode code, params TokenRequest[] requests) =>
        await RefusedAsync(code, Options, requests);

    /// <inheritdoc cref="RefusedAsync(TokenErrorCode, TokenRequest[])"/>
    protected async Task<TokenException> RefusedAsync(TokenErrorCode code, DatabaseOptions options, params TokenRequest[] requests)
    {
        var (rows, files) = (AllRows(), AllFiles());
        var exception = await FailedAsync(code, options, requests);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AllRows(), Is.EqualTo(rows));
            Assert.That(AllFiles(), Is.EqualTo(files));
        }

        return exception;
    }

    protected async Task<TokenException> FailedAsync(TokenErrorCode code, DatabaseOptions options, params TokenRequest[] requests)
    {
        var exception = (await Assert.ThrowsAsync<TokenException>(() => OnceAsync(requests, options)))!;
        Assert.That(exception.Code, Is.EqualTo(code), exception.ToString());
        AssertNoSecret(exception.ToString());
        return exception;
    }

    protected void AssertNoSecret(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_values.Where(value => text.Contains(value, StringComparison.OrdinalIgnoreCase)), Is.Empty, "values");
            Assert.That(text, Does.Not.Contain(Matomo.Salt).And.Not.Contain(Matomo.User.Password));
        }
    }

    /// <summary>The row that has a value; null when there is none.</summary>
    protected TokenRecord? RowOf(TokenValue? value) =>
        value is null ? null : Matomo.Tokens.SingleOrDefault(row => row.Password == Matomo.Hash(value.Reveal()));

    protected IReadOnlyList<string> AllRows() => [.. Texts($"SELECT * FROM {Table} ORDER BY 1")];

    protected IReadOnlyList<string> AllFiles() =>
        [
            .. _directory.EnumerateFiles("*", SearchOption.AllDirectories)
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
                .Select(file => $"{file.FullName} {file.UnixFileMode} {File.ReadAllText(file.FullName)}"),
        ];

    private string Table => Matomo.Table(IsMatomo3 ? "user" : "user_token_auth");

    private long LogLength => File.Exists(Server.GeneralLog) ? new FileInfo(Server.GeneralLog).Length : 0;

    private IReadOnlyList<string> GuardedRows() =>
    [
        .. Texts(IsMatomo3
            ? $"SELECT * FROM {Table} WHERE login <> 'alice' ORDER BY 1"
            : $"SELECT * FROM {Table} WHERE system_token = 1 OR login IN ('anonymous', 'bob') OR description = 'Bystander' ORDER BY 1"),
    ];

    private IEnumerable<string> Texts(string query) => Matomo.Query(query).Select(row => string.Join(
        " | ", row.Select(column => $"{column.Key} = {Convert.ToString(column.Value, CultureInfo.InvariantCulture)}")));

    private void AssertGuardedRowsAreThere()
    {
        var now = GuardedRows();
        Assert.That(_guarded.Except(now), Is.Empty, "rows that were changed or deleted and are not ours");
    }

    // In Matomo 3 the value itself is what the table holds.
    private void AssertLogIsClean()
    {
        if (IsMatomo3 || LogLength == 0)
            return;

        using var log = new FileStream(Server.GeneralLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = _logStart;
        var statements = new StreamReader(log).ReadToEnd();
        Assert.That(
            _values.Where(value => statements.Contains(value, StringComparison.OrdinalIgnoreCase)), Is.Empty, "values in the server's log");
        Assert.That(statements, Does.Not.Contain(Matomo.Salt));
    }
}
