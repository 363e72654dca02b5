using MatomoToken.Documentation;

namespace MatomoToken.Tests.Documentation;

/// <summary>What ./build.sh --target=Docs writes stands in the repository.</summary>
public class GeneratedDocumentationTest
{
    private static IEnumerable<TestCaseData> Files =>
        GeneratedFiles.Of(Repository.Root).Select(file => new TestCaseData(file.File, file.Content).SetArgDisplayNames(file.File));

    [TestCaseSource(nameof(Files))]
    public void File_IsWhatTheDefinitionsSay(string file, string content) => Assert.That(
        File.ReadAllText(Repository.PathOf(file)),
        Is.EqualTo(content),
        $"{file} is not what the definitions say: run ./build.sh --target=Docs");
}
