using EndToEnd.Tests.Ansible;
using EndToEnd.Tests.Processes;
using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Examples;

/// <summary>Every file of examples/ that a person would run: run twice, the second time without a change.</summary>
public sealed class ExamplesTest : StandInTest
{
    private const string ChangesAlways = "# second run: changed";
    private const string UrlInExamples = "http://127.0.0.1:8080/";
    private const string DirectoryInExamples = "/tmp/matomo_token-example/";

    public static IEnumerable<string> Playbooks => Listing("*.yml");

    public static IEnumerable<string> ArgumentFiles => Listing("*.json");

    private static string Examples => Path.Combine(Programs.Repository, "examples");

    [Test]
    public void ThereAreSome() => Assert.Multiple(() =>
    {
        Assert.That(Playbooks, Is.Not.Empty);
        Assert.That(ArgumentFiles, Is.Not.Empty);
    });

    [TestCaseSource(nameof(Playbooks))]
    public async Task Playbook(string name)
    {
        var path = Path.Combine(Examples, name);
        var changesAlways = (await File.ReadAllLinesAsync(path)).Contains(ChangesAlways);
        var first = await PlayAsync(path);
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That(first.Count("changed"), Is.Positive, first.Everything);
        Assert.That(Matomo.Tokens.Rows, Is.Not.Empty);

        Matomo.ClearRequests();
        var second = await PlayAsync(path);
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That(second.Count("changed"), changesAlways ? Is.Positive : Is.Zero, second.Everything);
        Assert.That(Creations, changesAlways ? Is.Positive : Is.Zero);
    }

    [TestCaseSource(nameof(ArgumentFiles))]
    public async Task Arguments(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Examples, name));
        Assert.That(text, Does.Contain(UrlInExamples).And.Contain(DirectoryInExamples));
        var arguments = ArgumentsFile(JObject.Parse(text.Replace(UrlInExamples, Matomo.Url.ToString()).Replace(DirectoryInExamples, TokenDirectory + "/")));
        var first = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)first.Json["changed"], Is.True, first.Everything);

        Matomo.ClearRequests();
        var second = await new Command(Programs.MatomoToken, arguments).RunAsync();
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That((bool?)second.Json["changed"], Is.False, second.Everything);
        Assert.That(Creations, Is.Zero);
    }

    private static IEnumerable<string> Listing(string pattern) =>
        Directory.EnumerateFiles(Examples, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private Task<Play> PlayAsync(string playbook) => new AnsibleControl(Work).PlayAsync(playbook, new JObject
    {
        ["matomo_url"] = Matomo.Url.ToString(),
        ["matomo_login"] = "alice",
        ["matomo_password"] = "alice-password",
        ["matomo_totp_secret"] = "JBSWY3DPEHPK3PXP",
        ["token_directory"] = TokenDirectory,
    });
}
