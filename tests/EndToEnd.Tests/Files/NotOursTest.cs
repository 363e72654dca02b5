using Tests.Processes;

namespace EndToEnd.Tests.Files;

/// <summary>What stands at token_file and is no token file: refused at once, and left as it is.</summary>
public sealed class NotOursTest : StandInTest
{
    private const string Configuration = "[database]\nusername = matomo\n";

    [TestCase("printf '[database]\\nusername = matomo\\n' > $FILE", "other content")]
    [TestCase("printf '[database]\\nusername = matomo\\n' > other; ln -s other $FILE", "symbolic link")]
    [TestCase("ln -s missing $FILE", "symbolic link")]
    [TestCase("mkdir $FILE", "directory")]
    [TestCase("mkfifo $FILE", "")]
    [TestCase("printf '[database]\\nusername = matomo\\n' > $FILE.json", "$FILE.json")]
    public async Task Refused(string arrange, string reason)
    {
        await Shell(arrange);
        var before = await Listing();
        foreach (var option in new[] { "--check", "--diff" })
        {
            var outcome = await new Command(Programs.MatomoToken, ArgumentsFile(Arguments()), option).RunAsync();
            Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Everything);
            Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_not_ours"));
            Assert.That((string?)outcome.Json["msg"], Does.Contain(reason.Replace("$FILE", TokenFile)).And.Contain("left as it is"));
        }

        Assert.That(await Listing(), Is.EqualTo(before));
        Assert.That(Matomo.Tokens.Rows, Is.Empty);
        Assert.That(
            Directory.EnumerateFiles(TokenDirectory, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(path => new FileInfo(path).Length > 0)
                .Select(File.ReadAllText),
            Is.All.EqualTo(Configuration));
    }

    [Test]
    public async Task MissingDirectory()
    {
        Directory.Delete(TokenDirectory);
        var outcome = await RunAsync();
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo("token_file_unwritable"), outcome.Everything);
        Assert.That((string?)outcome.Json["msg"], Does.Contain(TokenDirectory).And.Contain("must exist"));
        Assert.That(Directory.Exists(TokenDirectory), Is.False);
        Assert.That(Matomo.Tokens.Rows, Is.Empty);
    }

    private async Task<string> Listing() => (await Shell("ls -lA --time-style=full-iso")).Output;

    private Task<Outcome> Shell(string script) => new Command(Programs.Bash, "-c", script)
    {
        WorkingDirectory = TokenDirectory,
        Environment = new Dictionary<string, string> { ["FILE"] = TokenFile },
    }.RunAsync();
}
