using System.Text.RegularExpressions;
using Matomo.Tokens.Errors;

namespace MatomoToken.Tests;

/// <summary>The README names every option and every failure.</summary>
public partial class ReadmeTest
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    private static IEnumerable<string> Options =>
        TokenOptions.Spec.Options.Concat(InfoOptions.Spec.Options).Select(option => option.Name).Distinct();

    private static IEnumerable<string> Codes => Enum.GetValues<TokenErrorCode>().Select(code => code.Name());

    [TestCaseSource(nameof(Options))]
    public void Readme_NamesOption(string option) => Assert.That(Readme, Does.Contain($"`{option}`"));

    [TestCaseSource(nameof(Codes))]
    public void Readme_NamesErrorCode(string code) => Assert.That(Readme, Does.Contain($"`{code}`"));

    [Test]
    public void Readme_LinksToFilesThatAreThere() => Assert.That(
        Links().Where(link => !Path.Exists(Repository.PathOf(link))), Is.Empty);

    private static IEnumerable<string> Links() =>
        Link().Matches(Readme).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
