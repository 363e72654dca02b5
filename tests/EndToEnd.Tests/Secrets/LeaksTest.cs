using NUnit.Framework.Internal;

namespace EndToEnd.Tests.Secrets;

/// <summary>What searches for secrets finds those that are there.</summary>
public sealed class LeaksTest
{
    private const string Secret = "Größe \"ist\" geheim";

    private string _work = "";

    private string TokenFile => Path.Combine(_work, "token");

    [SetUp]
    public void MakeDirectory() => _work = Directory.CreateTempSubdirectory("matomo_token-leaks-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_work, recursive: true);

    [TestCase(Secret)]
    [TestCase("Größe \\\"ist\\\" geheim")]
    [TestCase("Gr%C3%B6%C3%9Fe%20%22ist%22%20geheim")]
    [TestCase("R3LDtsOfZSAiaXN0IiBnZWhlaW0=")]
    public void Spelling_IsFound_InOutputAndInAFile(string spelling)
    {
        var text = $"before {spelling} after";
        var printed = new Leaks(_work, TokenFile);
        printed.Saw(text);
        Assert.That(Finds(printed), Is.True, "in output");

        File.WriteAllBytes(Path.Combine(_work, "left"), [0xff, 0x00, .. Encoding.UTF8.GetBytes(text), 0xfe]);
        Assert.That(Finds(new Leaks(_work, TokenFile)), Is.True, "in a file that is no text");
    }

    [Test]
    public void WhereItBelongs_IsNoLeak()
    {
        File.WriteAllText(TokenFile, Secret);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_work, "input")).FullName, "arguments"), Secret);
        Assert.That(Finds(new Leaks(_work, TokenFile)), Is.False);
    }

    private static bool Finds(Leaks leaks)
    {
        using var apart = new TestExecutionContext.IsolatedContext();
        try
        {
            leaks.AssertNone([Secret]);
            return false;
        }
        catch (ResultStateException)
        {
            return true;
        }
    }
}
