namespace EndToEnd.Tests.Files;

/// <summary>Several runs for one token file at the same time.</summary>
public sealed class TwoRunsAtOnceTest : StandInTest
{
    [Repeat(3)]
    [TestCase(2)]
    [TestCase(4)]
    public async Task OneTokenIsMade(int runs)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => RunAsync())));
        Assert.That(
            outcomes.Select(outcome => outcome.ExitCode), Is.All.Zero, string.Join('\n', outcomes.Select(outcome => outcome.Everything)));
        Assert.That(outcomes.Count(outcome => (bool?)outcome.Json["changed"] == true), Is.EqualTo(1), "one of them changed something");
        Assert.That(Matomo.Tokens.Rows, Has.Count.EqualTo(1));
        Assert.That(Creations, Is.EqualTo(1));
        AssertKept(TokenFile);
    }
}
