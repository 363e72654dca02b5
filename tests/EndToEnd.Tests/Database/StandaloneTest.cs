using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Database;

/// <summary>The executable alone on a database, without Ansible.</summary>
public sealed class StandaloneTest : DatabaseTest
{
    [Test]
    public async Task ManyTokens_InTheirOrder()
    {
        var arguments = Many(("bob", "z"), ("alice", "m"), ("carol", "a"));
        var first = await RunAsync(arguments);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(first.Json["results"]!.Select(result => (string?)result["login"]), Is.EqualTo(new[] { "bob", "alice", "carol" }));
        Assert.That(first.Json["results"]!.Select(result => (string?)result["token_auth"]), Is.All.Null, "values that are in files");
        Assert.That(
            first.Json["results"]!.Select(result => Path.GetFileName((string?)result["token_file"])), Is.EqualTo(new[] { "z", "m", "a" }));
        foreach (var name in new[] { "z", "m", "a" })
            AssertKept(Path.Combine(TokenDirectory, name));

        var second = await RunAsync(arguments);
        Assert.That((bool?)second.Json["changed"], Is.False, second.Everything);
    }

    [Test]
    public async Task ManyTokens_FileThatIsNotOurs_NamedAndNothingChanged()
    {
        await File.WriteAllTextAsync(Path.Combine(TokenDirectory, "m"), "something else\n");
        var outcome = await RunAsync(Many(("bob", "z"), ("alice", "m"), ("carol", "a")));
        AssertRefused(outcome, "token_file_not_ours", "tokens[1] (login \"alice\"");
        Assert.That(Names(TokenDirectory), Is.EqualTo(new[] { "m" }));
    }

    [Test]
    public async Task ManyTokens_SameTwice_Refused()
    {
        AssertRefused(await RunAsync(Many(("alice", "z"), ("Alice", "m"))), "invalid_arguments", "tokens[1]");
        AssertRefused(await RunAsync(Many(("alice", "z"), ("bob", "z"))), "invalid_arguments", "tokens[1]");
        Assert.That(Names(TokenDirectory), Is.Empty);
    }

    [Test]
    public async Task ManyTokens_UnknownOption_RefusedWithItsPath()
    {
        var arguments = Many(("alice", "z"));
        arguments["tokens"]![0]!["colour"] = "red";
        AssertRefused(await RunAsync(arguments), "invalid_arguments", "tokens.colour");
    }

    [Test]
    public async Task OrdinaryUser_ConfigurationOfAnother_SaysSo()
    {
        var arguments = ArgumentsFile(Arguments(("token_file", null)));
        var file = Path.Combine(Installation, "config", "config.ini.php");
        File.SetUnixFileMode(file, Environment.IsPrivilegedProcess ? Private : UnixFileMode.None);
        AssertRefused(await RunAsNobodyAsync(arguments), "config_unreadable", file, "Permission denied");
    }

    [Test]
    public async Task Help_ShowsTheOptionsOfTheDatabase()
    {
        var help = await new Command(Programs.MatomoToken, "--help", "all").RunAsync();
        Assert.That(help.ExitCode, Is.Zero, help.Everything);
        string[] options =
        [
            "config_file", "db_host", "db_port", "db_socket", "db_name", "db_user", "db_password", "db_prefix", "db_tls", "db_ca_path",
            "salt", "tokens", "revoke_others", "overlap",
        ];
        foreach (var option in options)
            Assert.That(help.Output, Does.Match($@"(?m)^\s*[-=] {option} "));
    }

    [Test]
    public async Task Help_ExamplesRunAsTheyStand()
    {
        var help = await new Command(Programs.MatomoToken, "-h").RunAsync();
        var examples = Regex.Match(help.Output, "(?s)\nExamples:\n(.*)\nOptions:\n").Groups[1].Value;
        var programs = Directory.CreateDirectory(Path.Combine(Work, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "matomo_token"), Programs.MatomoToken);
        await File.WriteAllTextAsync(Path.Combine(Work, "alice.json"), Arguments().ToString());
        var outcome = await new Command("/bin/sh", "-euc", examples.Replace("/var/www/matomo", Installation, StringComparison.Ordinal))
        {
            WorkingDirectory = Work,
            Environment = new Dictionary<string, string> { ["HOME"] = Work, ["PATH"] = $"{programs}:{Programs.SearchPath}" },
        }.RunAsync();
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Everything);
        AssertKept(Path.Combine(Work, "alice.token"));
        AssertKept(TokenFile);
        Assert.That(outcome.Output, Does.Contain("\"revoked\"").And.Not.Contain("invocation"));
    }

    private void AssertRefused(Outcome outcome, string errorCode, params string[] explanation) => Assert.Multiple(() =>
    {
        Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Everything);
        Assert.That((string?)outcome.Json["error_code"], Is.EqualTo(errorCode), outcome.Everything);
        Assert.That(
            explanation.Where(part => !((string)outcome.Json["msg"]!).Contains(part, StringComparison.Ordinal)),
            Is.Empty,
            (string?)outcome.Json["msg"]);
        Assert.That((bool?)outcome.Json["changed"], Is.False);
        Assert.That(Rows, Is.Empty);
    });

    private JObject Many(params (string Login, string File)[] tokens) => new()
    {
        ["config_file"] = Installation,
        ["description"] = Description,
        ["tokens"] = new JArray(
            tokens.Select(token => new JObject { ["login"] = token.Login, ["token_file"] = Path.Combine(TokenDirectory, token.File) })),
    };
}
