using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Native;

/// <summary>Standard output as a shell may hand it over.</summary>
public sealed class StandardOutputTest : StandInTest
{
    [Test]
    public async Task FileSharedWithOthers_NothingIsOverwritten()
    {
        var outcome = await Shell("echo before > shared; (echo a; $MODULE $ARGUMENTS; echo b) >> shared; echo after >> shared; cat shared");
        var lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(5), outcome.Everything);
        Assert.That(lines[..2], Is.EqualTo(new[] { "before", "a" }));
        Assert.That((bool?)JObject.Parse(lines[2])["changed"], Is.True);
        Assert.That(lines[3..], Is.EqualTo(new[] { "b", "after" }));
    }

    [TestCase(">&-")]
    [TestCase("> /dev/full")]
    public async Task CannotBeWritten(string redirection)
    {
        var outcome = await Shell($"$MODULE $ARGUMENTS {redirection}");
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Output, Is.Empty);
        Assert.That(outcome.Error, Does.StartWith("The answer could not be written to standard output: ").And.Not.Contain("   at "));
        AssertKept(TokenFile);
    }

    /// <summary>Matomo's API cannot take back the token whose value was in the answer alone.</summary>
    [Test]
    public async Task CannotBeWritten_TokenWithoutFile_IsNamed()
    {
        var arguments = ArgumentsFile(Arguments(("token_file", null), ("recreate", "always")));
        var outcome = await new Command(Programs.Bash, "-c", "\"$0\" \"$1\" > /dev/full", Programs.MatomoToken, arguments).RunAsync();
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Error, Does.Contain("\"alice\" (description \"End to end\", made 20").And.Contain("revoke it in Matomo"));
        Assert.That(outcome.Error, Does.Not.Match("[0-9a-f]{32}"));
        Assert.That(Creations, Is.EqualTo(1));
    }

    /// <summary>The runtime's signal pipe must not get their numbers: it would read the answer.</summary>
    [Test]
    public async Task AllClosed()
    {
        var outcome = await Shell("$MODULE $ARGUMENTS <&- >&- 2>&-");
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        AssertKept(TokenFile);
    }

    private Task<Outcome> Shell(string script) => new Command(Programs.Bash, "-c", script)
    {
        WorkingDirectory = Work,
        Environment = new Dictionary<string, string> { ["MODULE"] = Programs.MatomoToken, ["ARGUMENTS"] = ArgumentsFile(Arguments()) },
    }.RunAsync();
}
