using MySqlConnector;
using Tests.Network;

namespace Matomo.Tokens.Database.Tests.Connection;

/// <summary>A run that is told to stop leaves nothing.</summary>
public sealed class CancellationTest() : DatabaseFixture(MatomoTables.Matomo5)
{
    [Test]
    public async Task Before_NothingIsDone()
    {
        await CancelledAsync(Options, new CancellationToken(canceled: true));
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task WhileItWaitsForTheLock_EndsPromptly()
    {
        await using var holder = new MySqlConnection(Server.RootConnectionString);
        await holder.OpenAsync();
        var takeLock = $"SELECT GET_LOCK(CONCAT('matomo_token.', LEFT(SHA2('{Matomo.Name}.{Matomo.Prefix}', 256), 40)), 0)";
        await using (var command = new MySqlCommand(takeLock, holder))
        {
            await command.ExecuteScalarAsync();
        }

        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var started = DateTime.UtcNow;
        await CancelledAsync(Options, source.Token);
        Assert.That(DateTime.UtcNow - started, Is.LessThan(TimeSpan.FromSeconds(1) + Busy.Slack));
        Assert.That(Group, Is.Empty);
    }

    [TestCase("SELECT UTC_TIMESTAMP")]
    [TestCase("INSERT")]
    [TestCase("UPDATE")]
    public async Task InTheMiddle_NothingRemains(string statement)
    {
        var row = Given(Request.Fresh(), "Shortened");
        using var source = new CancellationTokenSource();
        using var proxy = new QueryProxy(Server.Port);
        proxy.BeforeQuery = sql =>
        {
            if (sql.Contains(statement, StringComparison.Ordinal))
                source.Cancel();

            return Fate.Forward;
        };
        await CancelledAsync(OverTcp(proxy.Port), source.Token);
        Assert.That(Group, Is.Empty);
        Assert.That(Matomo.Tokens, Does.Contain(row));
        Assert.That(AllFiles(), Is.Empty);
    }

    private async Task CancelledAsync(DatabaseOptions options, CancellationToken token)
    {
        TokenRequest[] requests = [Request.For().In(TokenFile), Request.For(description: "Shortened").ExpiresIn("1d")];
        await Assert.CatchAsync<OperationCanceledException>(() => OnceAsync(requests, options, cancellationToken: token));
    }
}
