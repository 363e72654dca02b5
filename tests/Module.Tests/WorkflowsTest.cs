using System.Text.RegularExpressions;

namespace MatomoToken.Tests;

/// <summary>What GitHub runs cannot run here. So it is little: targets that do, and actions of a known commit.</summary>
public sealed partial class WorkflowsTest
{
    private static readonly string[] Workflows = ["ci.yml", "release.yml"];

    private static IReadOnlyList<string> Targets { get; } =
        [.. TaskName().Matches(File.ReadAllText(Repository.PathOf("build.cake"))).Select(match => match.Groups[1].Value)];

    [TestCaseSource(nameof(Workflows))]
    public void Actions_ArePinnedByCommit(string workflow)
    {
        var uses = Text(workflow).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();
        Assert.That(uses, Is.Not.Empty.And.All.Match(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$"));
    }

    [TestCaseSource(nameof(Workflows))]
    public void Jobs_AreNamedEveryRightThatTheyHave(string workflow) =>
        Assert.That(Text(workflow), Does.Contain("\npermissions:\n  contents: read\n"));

    [Test]
    public void Release_RunsWhatCuttingAReleaseAsksFor()
    {
        var run = Regex.Matches(Text("release.yml"), @"run: \./build\.sh --target=(\w+)").Select(match => match.Groups[1].Value);
        Assert.That(run, Is.EqualTo(new[] { "Test", "Compat", "Release" }).And.SubsetOf(Targets));
        Assert.That(Text("ci.yml"), Does.Contain("run: .ci/run\n"));
        Assert.That(File.ReadAllText(Repository.PathOf(".ci/run")), Does.EndWith("exec ./build.sh --target=Test\n"));
    }

    [Test]
    public void Contributing_NamesEveryTargetAndNoOther()
    {
        var text = File.ReadAllText(Repository.PathOf(".github/CONTRIBUTING.md"));
        var section = text.Split("\n## ").Single(part => part.StartsWith("Targets", StringComparison.Ordinal));
        var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split(" | ")[0])
            .Append(section.Split('\n').Single(line => line.EndsWith("are parts of these.", StringComparison.Ordinal)));
        var named = rows.SelectMany(row => Regex.Matches(row, "`(\\w+)`").Select(match => match.Groups[1].Value));
        Assert.That(named, Is.EquivalentTo(Targets));
    }

    [TestCase("CONTRIBUTING.md")]
    [TestCase("SECURITY.md")]
    public void Pages_NameFilesThatExist(string page)
    {
        var text = File.ReadAllText(Repository.PathOf(".github/" + page));
        var paths = Regex.Matches(text, @"`((?:\.github|ansible-\w+|docs|examples|lib|module|tests)/[\w./-]*)`")
            .Select(match => match.Groups[1].Value)
            .Where(path => !path.Contains("NAME", StringComparison.Ordinal));
        Assert.That(paths.Where(path => !Path.Exists(Repository.PathOf(path))), Is.Empty);
    }

    private static string Text(string workflow) => File.ReadAllText(Repository.PathOf(".github/workflows/" + workflow));

    [GeneratedRegex("^Task\\(\"(\\w+)\"\\)", RegexOptions.Multiline)]
    private static partial Regex TaskName();
}
