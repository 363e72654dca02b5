using Matomo.Tokens.Errors;

namespace MatomoToken.Tests;

/// <summary>The README names every option and every failure.</summary>
public class ReadmeTest
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root(), "README.md"));

    private static IEnumerable<string> Options => TokenOptions.Spec.Options.Select(option => option.Name);

    private static IEnumerable<string> Codes => Enum.GetValues<TokenErrorCode>().Select(code => code.Name());

    [TestCaseSource(nameof(Options))]
    public void Readme_NamesOption(string option) => Assert.That(Readme, Does.Contain($"`{option}`"));

    [TestCaseSource(nameof(Codes))]
    public void Readme_NamesErrorCode(string code) => Assert.That(Readme, Does.Contain($"`{code}`"));

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "matomo_token.slnx")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
