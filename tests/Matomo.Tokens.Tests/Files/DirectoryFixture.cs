namespace Matomo.Tokens.Tests.Files;

/// <summary>Gives each test a directory of its own.</summary>
public abstract class DirectoryFixture
{
    private TokenDirectory? _there;

    private protected TokenDirectory There => _there!;

    [SetUp]
    public void MakeDirectory() => _there = new TokenDirectory();

    [TearDown]
    public void RemoveDirectory() => _there?.Dispose();
}
