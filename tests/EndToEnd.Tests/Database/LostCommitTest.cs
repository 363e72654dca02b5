using Newtonsoft.Json.Linq;
using Tests.Network;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>The server is lost while it commits: nothing is lost with it.</summary>
public sealed class LostCommitTest : DatabaseTest
{
    private const int Files = 10;

    /// <summary>It is back at once: the run finds out itself what became of it.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task ServerIsBackAtOnce(bool afterCommit)
    {
        using var proxy = QueryProxy.AtCommit(Server.Port, afterCommit ? Fate.CutAfter : Fate.CutBefore, staysAway: false);
        var lost = await RunAsync(Arguments(proxy.Port));
        Assert.That(proxy.Queries, Has.One.EqualTo("COMMIT"), lost.Everything);
        Assert.That(Names(TokenDirectory), Has.None.Contains("matomo_token-new"));
        if (afterCommit)
        {
            Assert.That(lost.ExitCode, Is.Zero, lost.Everything);
            AssertAllKept();
        }
        else
        {
            AssertFailed(lost, "Nothing was changed.");
            Assert.That(Rows, Is.Empty);
            Assert.That(Names(TokenDirectory), Is.Empty);
        }

        await AssertMended();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task ServerStaysAway(bool afterCommit)
    {
        using var proxy = QueryProxy.AtCommit(Server.Port, afterCommit ? Fate.CutAfter : Fate.CutBefore, staysAway: true);
        var lost = await RunAsync(Arguments(proxy.Port));
        Assert.That(proxy.Queries, Has.One.EqualTo("COMMIT"), lost.Everything);
        AssertFailed(lost, "could not be found out");
        Assert.That(Names(TokenDirectory), Has.Exactly(Files).EndsWith("token.matomo_token-new"));
        var committed = Rows;
        Assert.That(committed, Has.Count.EqualTo(afterCommit ? Files : 0));
        await AssertMended();
        if (afterCommit)
            Assert.That(Rows, Is.EqualTo(committed));
    }

    private static void AssertFailed(Outcome lost, string explanation) => Assert.Multiple(() =>
    {
        Assert.That(lost.ExitCode, Is.EqualTo(1), lost.Everything);
        Assert.That((string?)lost.Json["error_code"], Is.EqualTo("database_unreachable"), lost.Everything);
        Assert.That((string?)lost.Json["msg"], Does.Contain(explanation));
    });

    private async Task AssertMended()
    {
        var next = await RunAsync(Arguments(Server.Port));
        Assert.That(next.ExitCode, Is.Zero, next.Everything);
        AssertAllKept();
        var last = await RunAsync(Arguments(Server.Port));
        Assert.That((bool?)last.Json["changed"], Is.False, last.Everything);
    }

    private void AssertAllKept()
    {
        Assert.That(Rows, Has.Count.EqualTo(Files));
        foreach (var number in Enumerable.Range(1, Files))
            AssertKept(FileOf(number));
    }

    private string FileOf(int number) => Path.Combine(TokenDirectory, $"{number}.token");

    private JObject Arguments(int port) => new()
    {
        ["config_file"] = Installation,
        ["db_host"] = "127.0.0.1",
        ["db_port"] = port,
        ["db_tls"] = "disabled",
        ["timeout"] = 3,
        ["login"] = "alice",
        ["tokens"] = new JArray(
            Enumerable.Range(1, Files).Select(
                number => new JObject { ["description"] = $"Host {number}", ["token_file"] = FileOf(number) })),
    };
}
