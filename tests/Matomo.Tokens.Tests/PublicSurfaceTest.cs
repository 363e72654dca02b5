namespace Matomo.Tokens.Tests;

/// <summary>The libraries that ours is made of stay inside it. PublicApiAnalyzers sees to it that the surface is written down.</summary>
public class PublicSurfaceTest
{
    private static IEnumerable<string> Surface => Directory
        .GetFiles(TestContext.CurrentContext.TestDirectory, "PublicAPI.*.txt")
        .SelectMany(File.ReadAllLines);

    [TestCase("MySqlConnector")]
    [TestCase("Newtonsoft")]
    [TestCase("RestSharp")]
    [TestCase("OtpNet")]
    public void WrittenSurface_NamesNothingOf(string library) =>
        Assert.That(Surface, Has.Some.Contains(typeof(TokenValue).FullName).And.None.Contains(library));
}
