using Ansible.Modules;
using Ansible.Modules.Documentation;

namespace MatomoToken.Tests.Documentation;

/// <summary>
/// What is made of the definitions stands in the repository, and is what they say now. With UPDATE_DOCUMENTATION=1, as ./build.sh --target=Docs sets it, the files
/// are written first.
/// </summary>
[NonParallelizable]
public class GeneratedDocumentationTest
{
    private const string End = "<!-- end -->\n";

    private static readonly MatomoTokenModule Token = new();
    private static readonly MatomoTokenInfoModule Info = new();

    private static IEnumerable<IAnsibleModule> Modules => [Token, Info];

    // Of matomo_token_info's options, those that it does not share word for word with matomo_token.
    private static IEnumerable<ArgumentOption> OwnOfInfo => Info.Arguments.Options.Where(
        option => !Token.Arguments.Options.Any(other => other.Name == option.Name && other.Description.SequenceEqual(option.Description)));

    private static IEnumerable<TestCaseData> Parts =>
    [
        new("options of matomo_token", MarkdownTables.Options(Token.Arguments)),
        new("result of matomo_token", MarkdownTables.Returns(Token.Documentation.Returns)),
        new("options of matomo_token_info", MarkdownTables.Options(Info.Arguments, OwnOfInfo)),
        new("result of matomo_token_info", MarkdownTables.Returns(Info.Documentation.Returns)),
    ];

    [TestCaseSource(nameof(Modules))]
    public void Sidecar_IsWhatTheDefinitionsSay(IAnsibleModule module)
    {
        var examples = File.ReadAllText(Repository.PathOf($"module/documentation/{module.Name}.examples.yml"));
        AssertFile($"module/documentation/{module.Name}.yml", _ => SidecarDocument.Of(module, examples));
    }

    [TestCaseSource(nameof(Parts))]
    public void Readme_PartIsWhatTheDefinitionsSay(string name, string text) => AssertFile("README.md", readme => With(readme, name, text));

    private static string With(string readme, string name, string text)
    {
        var begin = $"<!-- {name}: made by ./build.sh --target=Docs -->\n";
        var from = readme.IndexOf(begin, StringComparison.Ordinal);
        Assert.That(from, Is.Not.Negative, $"README.md lacks the line {begin}");
        from += begin.Length;
        var to = readme.IndexOf(End, from, StringComparison.Ordinal);
        Assert.That(to, Is.Not.Negative, $"README.md lacks {End} after {begin}");
        return string.Concat(readme.AsSpan(0, from), text, readme.AsSpan(to));
    }

    private static void AssertFile(string file, Func<string, string> change)
    {
        var path = Repository.PathOf(file);
        var written = File.Exists(path) ? File.ReadAllText(path) : "";
        var expected = change(written);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCUMENTATION") == "1")
        {
            File.WriteAllText(path, expected);
            written = File.ReadAllText(path);
        }

        Assert.That(written, Is.EqualTo(expected), $"{file} is not what the definitions say: run ./build.sh --target=Docs");
    }
}
