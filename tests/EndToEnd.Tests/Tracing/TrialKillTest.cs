using Matomo.StandIn;
using Tests.Processes;

namespace EndToEnd.Tests.Tracing;

/// <summary>
/// SIGKILL on entry of every call around the trial of a value that was committed alone: the next run ends as one that was not killed.
/// </summary>
[TestFixtureSource(nameof(Calls))]
public sealed class TrialKillTest(string call) : DatabaseTest
{
    private MatomoStandIn? _matomo;

    public static IEnumerable<string> Calls => [.. TracedRun.SocketCalls, "fsync", "rename"];

    [TearDown]
    public async Task StopMatomo()
    {
        if (_matomo is not null)
            await _matomo.DisposeAsync();
    }

    [Test]
    public async Task Accepted_IsKept()
    {
        await StartMatomoAsync(Database.Salt);
        var (kills, last) = await TracedRun.KillEverywhereAsync(call, TokenFile, ArrangeAsync, async (arguments, at) =>
        {
            var next = await RunAsync(arguments);
            Assert.That(next.ExitCode, Is.Zero, $"{at}: {next.Everything}");
            AssertKept(TokenFile);
            Assert.That(Rows, Has.Count.EqualTo(1), $"rows {at}");
            Assert.That((bool?)(await RunAsync(arguments)).Json["changed"], Is.False, at);
        });
        Assert.That(kills, Is.AtLeast(2), last.Everything);
        Assert.That(last.ExitCode, Is.Zero, last.Everything);
    }

    [Test]
    public async Task Refused_NothingRemains()
    {
        await StartMatomoAsync("ffffffffffffffffffffffffffffffff");
        var (_, last) = await TracedRun.KillEverywhereAsync(call, TokenFile, ArrangeAsync, async (arguments, at) =>
        {
            AssertRefused(await RunAsync(arguments), at);
            AssertRefused(await RunAsync(arguments), at);
            Assert.That(Names(TokenDirectory), Is.Empty, at);
        });
        AssertRefused(last, "in the end");
    }

    private void AssertRefused(Outcome outcome, string at)
    {
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("config_unreadable"), $"{at}: {outcome.Everything}");
        Assert.That(Rows, Is.Empty, $"rows {at}");
        Assert.That(File.Exists(TokenFile), Is.False, at);
    }

    private async Task StartMatomoAsync(string salt) => _matomo = await MatomoStandIn.StartAsync(new StandInOptions
    {
        Database = new StandInDatabase(Database.ConnectionString(), Database.Prefix),
        Salt = salt,
    });

    private Task<string> ArrangeAsync()
    {
        Directory.Delete(TokenDirectory, recursive: true);
        Directory.CreateDirectory(TokenDirectory);
        Database.Execute($"DELETE FROM {Database.Table("user_token_auth")} WHERE system_token = 0 AND login <> 'anonymous'");
        _matomo!.FailedLogins.Unblock();
        return Task.FromResult(ArgumentsFile(Arguments(("url", _matomo.Url.ToString()), ("use_proxy", false))));
    }

    private static Task<Outcome> RunAsync(string arguments) => new Command(Programs.MatomoToken, arguments).RunAsync();
}
