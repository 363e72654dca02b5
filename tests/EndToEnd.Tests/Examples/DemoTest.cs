using System.Text.RegularExpressions;
using Tests.Processes;

namespace EndToEnd.Tests.Examples;

/// <summary>What ./build.sh --target=Demo shows, once everything is built.</summary>
public sealed partial class DemoTest
{
    [Test]
    public async Task Demo_EachPlaybookChangesOnceAndMatomoAcceptsTheToken()
    {
        var home = Directory.CreateTempSubdirectory("matomo_token-demo-").FullName;
        try
        {
            var standIn = Path.Combine(AppContext.BaseDirectory, "matomo-stand-in.dll");
            var outcome = await new Command(Programs.Bash, Repository.PathOf("examples/demo.sh"), Programs.MatomoToken, standIn)
            {
                Limit = TimeSpan.FromMinutes(5),
                Environment = new Dictionary<string, string>
                {
                    ["HOME"] = home,
                    ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
                },
            }.RunAsync();
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
            Assert.That(
                Changed().Matches(outcome.Output).Select(match => match.Groups[1].Value),
                Is.EqualTo(new[] { "1", "0", "1", "0" }),
                outcome.Everything);
            Assert.That(AcceptedBy().Count(outcome.Output), Is.EqualTo(2), outcome.Everything);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [GeneratedRegex(@"\bchanged=(\d)")]
    private static partial Regex Changed();

    [GeneratedRegex("""^\{"value":"\d[^"]*"\}$""", RegexOptions.Multiline)]
    private static partial Regex AcceptedBy();
}
