using System.Text.RegularExpressions;
using Matomo.Tokens.Errors;

namespace MatomoToken.Tests.Documentation;

/// <summary>The reference names every option and every failure, and no document has a link that leads nowhere.</summary>
public partial class DocumentsTest
{
    private static readonly string Reference = File.ReadAllText(Repository.PathOf("docs/reference.md"));

    private static IEnumerable<string> Options =>
        TokenOptions.Spec.Options.Concat(InfoOptions.Spec.Options).Select(option => option.Name).Distinct();

    private static IEnumerable<string> Codes => Enum.GetValues<TokenErrorCode>().Select(code => code.Name());

    private static IEnumerable<string> Targets =>
        Task().Matches(File.ReadAllText(Repository.PathOf("build.cake"))).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Documents =>
    [
        "README.md",
        "ansible-role/README.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(),
    ];

    [TestCaseSource(nameof(Options))]
    public void Reference_NamesOption(string option) => Assert.That(Reference, Does.Contain($"`{option}`"));

    [TestCaseSource(nameof(Codes))]
    public void Reference_NamesErrorCode(string code) => Assert.That(Reference, Does.Contain($"`{code}`"));

    [Test]
    public void Readme_IsAFrontPage() => Assert.That(File.ReadLines(Repository.PathOf("README.md")).Count(), Is.AtMost(160));

    [TestCaseSource(nameof(Documents))]
    public void Document_NamesTargetsThatThereAre(string document) => Assert.That(
        Target().Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Groups[1].Value).Except(Targets), Is.Empty);

    [TestCaseSource(nameof(Documents))]
    public void Document_LinksToWhatIsThere(string document) => Assert.That(
        Links(document).Where(link => !LeadsSomewhere(document, link)), Is.Empty);

    private static IEnumerable<string> Links(string document) => Link().Matches(File.ReadAllText(Repository.PathOf(document)))
        .Select(match => match.Groups[1].Value)
        .Where(link => !link.Contains("://", StringComparison.Ordinal));

    private static bool LeadsSomewhere(string document, string link)
    {
        var (file, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var path = file.Length == 0
            ? Repository.PathOf(document)
            : Path.Combine(Path.GetDirectoryName(Repository.PathOf(document))!, file);
        return Path.Exists(path) && (heading is null || File.ReadLines(path).Any(line => AnchorOf(line) == heading));
    }

    // As GitHub makes it: words in lower case, joined by hyphens.
    private static string? AnchorOf(string line) => line.StartsWith('#')
        ? NoWord().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')
        : null;

    [GeneratedRegex(@"\]\(([^) ]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();

    [GeneratedRegex("^Task\\(\"(\\w+)\"\\)", RegexOptions.Multiline)]
    private static partial Regex Task();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex NoWord();
}
