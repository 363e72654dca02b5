using Matomo.Tokens.Errors;

namespace MatomoToken.Tests;

/// <summary>The README names every option and every failure that the API can bring about.</summary>
public class ReadmeTest
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root(), "README.md"));

    private static readonly string[] OfTheDatabase = ["user_not_found", "config_unreadable", "database_unreachable", "database_access_denied", "database_locked", "schema_unknown"];

    private static IEnumerable<string> Options => TokenOptions.Spec.Options.Select(option => option.Name);

    private static IEnumerable<string> Codes => Enum.GetValues<TokenErrorCode>().Select(code => code.Name()).Except(OfTheDatabase);

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
