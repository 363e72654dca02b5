using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>A run holds one descriptor for each token file that it writes, its lock, and a shell gives it few.</summary>
public sealed class ManyFilesTest : DatabaseTest
{
    [Test]
    public async Task FewDescriptors_AsManyAsAllowedAreTaken()
    {
        var logins = AddUsers(100).ToList();
        var arguments = ArgumentsFile(new JObject
        {
            ["config_file"] = Installation,
            ["description"] = Description,
            ["tokens"] = new JArray(logins.Select(login => new JObject
            {
                ["login"] = login,
                ["token_file"] = Path.Combine(TokenDirectory, login),
            })),
        });
        var outcome = await new Command(
            Programs.Bash, ["-c", "ulimit -Sn 64 && ulimit -Hn 150 && exec \"$0\" \"$1\"", Programs.MatomoToken, arguments]).RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        Assert.That(Names(TokenDirectory), Is.EquivalentTo(logins.Concat(logins.Select(login => login + ".json"))));
        Assert.That(Rows, Has.Count.EqualTo(logins.Count));
    }
}
