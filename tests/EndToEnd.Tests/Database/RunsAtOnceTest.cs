using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>Several runs on one database at the same time.</summary>
public sealed class RunsAtOnceTest : DatabaseTest
{
    [Repeat(3)]
    [TestCase(2)]
    [TestCase(4)]
    public async Task OneGroup_WithoutFile_OneToken(int runs)
    {
        var description = $"{runs} runs {Guid.NewGuid():N}";
        var outcomes = await AtOnceAsync(runs, _ => Arguments(("token_file", null), ("description", description)));
        Assert.That(outcomes.Count(outcome => (bool?)outcome.Json["changed"] == true), Is.EqualTo(1), "one of them changed something");
        Assert.That(Rows.Where(row => row.Description == description), Has.Exactly(1).Items);
    }

    [Repeat(3)]
    [TestCase(2)]
    [TestCase(4)]
    public async Task OneFile_OneToken(int runs)
    {
        var file = Path.Combine(TokenDirectory, $"{Guid.NewGuid():N}.token");
        var outcomes = await AtOnceAsync(runs, _ => Arguments(("token_file", file), ("description", file[^40..])));
        Assert.That(outcomes.Count(outcome => (bool?)outcome.Json["changed"] == true), Is.EqualTo(1), "one of them changed something");
        Assert.That(Rows.Where(row => row.Description == file[^40..]), Has.Exactly(1).Items);
        AssertKept(file);
    }

    [TestCase(4)]
    public async Task OneGroup_FilesInDirectoriesOfTheirOwn_TokenEach(int runs)
    {
        var files = Enumerable.Range(0, runs).Select(
            run => Path.Combine(Directory.CreateDirectory(Path.Combine(TokenDirectory, $"{run}")).FullName, "a.token")).ToList();
        await AtOnceAsync(runs, run => Arguments(("token_file", files[run])));
        Assert.That(Rows, Has.Count.EqualTo(runs));
        Assert.That(files.Select(File.ReadAllText), Is.Unique);
        files.ForEach(file => AssertKept(file));
        var again = await AtOnceAsync(runs, run => Arguments(("token_file", files[run])));
        Assert.That(again.Select(outcome => (bool?)outcome.Json["changed"]), Is.All.False);
    }

    [TestCase(4)]
    public async Task OneValueFromTheVault_OneToken(int runs)
    {
        var outcomes = await AtOnceAsync(runs, _ => Arguments(("token_file", null), ("token_auth", "0123456789abcdef0123456789abcdef")));
        Assert.That(outcomes.Count(outcome => (bool?)outcome.Json["changed"] == true), Is.EqualTo(1));
        Assert.That(Rows, Has.Count.EqualTo(1));
    }

    private async Task<Outcome[]> AtOnceAsync(int runs, Func<int, JObject> arguments)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, runs).Select(run => Task.Run(() => RunAsync(arguments(run)))));
        Assert.That(
            outcomes.Select(outcome => outcome.ExitCode), Is.All.Zero, string.Join('\n', outcomes.Select(outcome => outcome.Everything)));
        return outcomes;
    }
}
