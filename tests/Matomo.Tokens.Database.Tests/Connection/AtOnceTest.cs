using MySqlConnector;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>Two runs at once, and the lock of the server that keeps them apart.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Ends))]
public sealed class AtOnceTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private const string LockRefused = "gives no lock";

    private DatabaseOptions Impatient => Options with { Timeout = TimeSpan.FromSeconds(2) };

    [Test]
    public async Task Runs_ForOneGroup_MakeOneToken()
    {
        var results = await TogetherAsync(10, () => OnceAsync([Request.For()]));
        Assert.That(results.Count(result => result.Changed), Is.EqualTo(1));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Runs_OfManyRequests_MakeEachOnce()
    {
        TokenRequest[] requests =
        [
            .. Enumerable.Range(0, 20).Select(number => Request.For(number % 2 == 0 ? "alice" : "bob", $"Token {number}")),
        ];
        await TogetherAsync(6, () => OnceAsync(requests));
        Assert.That(Matomo.Tokens.Count(row => row.Description.StartsWith("Token", StringComparison.Ordinal)), Is.EqualTo(20));
    }

    [Test]
    public async Task Lock_HeldByOther_IsWaitedForAndThenAnError()
    {
        await using var holder = await HoldAsync(LockName(Matomo.Name));
        var started = DateTime.UtcNow;
        var exception = await RefusedAsync(TokenErrorCode.DatabaseLocked, Impatient, Request.For());
        Assert.That(DateTime.UtcNow - started, Is.InRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5)));
        Assert.That(exception.Message, Does.Contain($"connection {holder.ServerThread}"));
    }

    [Test]
    public async Task Lock_SetFree_IsTaken()
    {
        var holder = await HoldAsync(LockName(Matomo.Name));
        var run = Task.Run(() => OnceAsync([Request.For()]));
        await Task.Delay(200);
        Assert.That(run.IsCompleted, Is.False);
        await holder.DisposeAsync();
        Assert.That((await run).Changed, Is.True);
    }

    [Test]
    public async Task Lock_OfOtherInstallation_DoesNotMatter()
    {
        await using var holder = await HoldAsync(LockName("another"));
        Assert.That((await OnceAsync([Request.For()], Impatient)).Changed, Is.True);
    }

    [Test]
    public async Task Lock_Refused_WarnsAndMakesOne()
    {
        using var proxy = new QueryProxy(Server.Port) { BeforeQuery = RefuseLocks };
        var result = await OnceAsync([Request.For()], OverTcp(proxy.Port));
        Assert.That(result.Warnings, Has.One.Contains(LockRefused));
        Assert.That((await OnceAsync([Request.For()], OverTcp(proxy.Port))).Changed, Is.False);
    }

    [Test]
    public async Task Lock_RefusedToRunsAtOnce_MakeOneToken()
    {
        using var proxy = new QueryProxy(Server.Port) { BeforeQuery = RefuseLocks };
        var changes = await TogetherAsync(6, async () =>
        {
            try
            {
                return (await OnceAsync([Request.For()], OverTcp(proxy.Port))).Changed;
            }
            catch (TokenException exception) when (exception.Code == TokenErrorCode.DatabaseLocked)
            {
                return false;
            }
        });
        Assert.That(changes.Count(changed => changed), Is.EqualTo(1));
        Assert.That(Group, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Wait_KilledByAdministrator_IsNoRefusalOfLocks()
    {
        await using var holder = await HoldAsync(LockName(Matomo.Name));
        var run = Task.Run(() => RefusedAsync(TokenErrorCode.DatabaseLocked, Request.For()));
        while (!run.IsCompleted)
        {
            const string Waiting = "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ? AND STATE LIKE 'User lock'";
            foreach (var waiting in Matomo.Query(Waiting, Matomo.Name))
                Matomo.Execute($"KILL QUERY {waiting["ID"]}");

            await Task.Delay(50);
        }

        await run;
    }

    [TestCase("user_token_auth")]
    [TestCase("user")]
    [TestCase("option")]
    public async Task Table_LockedByOther_IsAnErrorInTime(string table)
    {
        await using var holder = await ConnectAsync();
        await ExecuteAsync(holder, $"LOCK TABLES {Matomo.Table(table)} WRITE");
        var started = DateTime.UtcNow;
        await FailedAsync(TokenErrorCode.DatabaseLocked, Impatient, Request.For());
        Assert.That(DateTime.UtcNow - started, Is.LessThan(TimeSpan.FromSeconds(5) + Busy.Slack));
        await ExecuteAsync(holder, "UNLOCK TABLES");
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task Row_LockedByOther_IsAnErrorInTime()
    {
        var row = Given(Request.Fresh());
        await using var holder = await ConnectAsync();
        await ExecuteAsync(
            holder,
            $"START TRANSACTION; UPDATE {Matomo.Table("user_token_auth")} SET last_used = UTC_TIMESTAMP() WHERE idusertokenauth = "
            + $"{row.Id}");
        var exception = await RefusedAsync(
            TokenErrorCode.DatabaseLocked, Impatient, Request.For().ExpiresIn("1d"), Request.For(description: "Other").In(TokenFile));
        Assert.That(exception.Message, Does.Contain("SHOW PROCESSLIST"));
    }

    private static Fate RefuseLocks(string sql) => sql.Contains("GET_LOCK", StringComparison.Ordinal) ? Fate.Refuse : Fate.Forward;

    private static async Task<T[]> TogetherAsync<T>(int count, Func<Task<T>> run)
    {
        using var barrier = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return run();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToList();
        return await Task.WhenAll(threads);
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string LockName(string database) => $"CONCAT('matomo_token.', LEFT(SHA2('{database}.{Matomo.Prefix}', 256), 40))";

    private async Task<MySqlConnection> HoldAsync(string name)
    {
        var connection = await ConnectAsync();
        await ExecuteAsync(connection, $"SELECT GET_LOCK({name}, 0)");
        return connection;
    }

    private async Task<MySqlConnection> ConnectAsync()
    {
        var connection = new MySqlConnection(Server.RootConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
