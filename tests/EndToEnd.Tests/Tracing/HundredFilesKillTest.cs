using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Tracing;

/// <summary>
/// A task with a hundred token files, killed in each of its phases: the next run ends with a hundred rows, and their values in the files.
/// </summary>
public sealed class HundredFilesKillTest : DatabaseTest
{
    private const int Files = 100;

    private static IEnumerable<TestCaseData<string, int>> Points =>
    [
        .. At("prepare", "pwrite64", 1, 2 * Files),
        .. At("keep", "pwrite64", (2 * Files) + 1, (2 * Files) + 2, 3 * Files, 4 * Files),
        .. At("sync", "fsync", 1, 300, 301, 500),
        .. At("statement", "sendto", 1, 2, 3, 4, 5, 6, 7),
        .. At("answer", "recvmsg", 2, 8, 10, 12, 14, 16),
        .. At("rename", "rename", 1, 2, 3, Files, Files + 1, (2 * Files) - 1, 2 * Files),
    ];

    [TestCaseSource(nameof(Points))]
    public async Task NextRunMends(string call, int number)
    {
        var arguments = ArgumentsFile(new JObject
        {
            ["config_file"] = Installation,
            ["description"] = Description,
            ["tokens"] = new JArray(
                AddUsers(Files).Select(login => new JObject { ["login"] = login, ["token_file"] = Path.Combine(TokenDirectory, login) })),
        });
        var killed = await TracedRun.RunAsync(call, number, "signal=KILL", arguments);

        // Which thread speaks to the server, and in how many reads an answer comes, is chance: such a run may pass unharmed.
        var mayPass = TracedRun.SocketCalls.Contains(call);
        Assert.That(killed.ExitCode, mayPass ? Is.EqualTo(TracedRun.Killed).Or.Zero : Is.EqualTo(TracedRun.Killed), killed.Everything);
        Assert.That(Rows, Has.Count.Zero.Or.Count.EqualTo(Files), "all or nothing");
        var committed = Rows;

        var next = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(next.ExitCode, Is.Zero, next.Everything);
        var rows = Rows;
        Assert.That(rows, Has.Count.EqualTo(Files));
        if (committed.Count > 0)
            Assert.That(rows, Is.EqualTo(committed), "what was committed before is found again");

        Assert.That(
            Values().Select(Database.Hash).Order(StringComparer.Ordinal),
            Is.EqualTo(rows.Select(row => row.Password).Order(StringComparer.Ordinal)),
            "the files and the rows");
        Assert.That(Names(TokenDirectory).Where(name => name.Contains("matomo_token-")), Is.Empty);

        var last = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That((bool?)last.Json["changed"], Is.False, last.Everything);
    }

    private static IEnumerable<TestCaseData<string, int>> At(string phase, string call, params int[] numbers) =>
        numbers.Select(number => new TestCaseData<string, int>(call, number) { TestName = $"{{m}}_{phase}_{call}_{number}" });

    private IEnumerable<string> Values() =>
        Directory.EnumerateFiles(TokenDirectory).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllText);
}
