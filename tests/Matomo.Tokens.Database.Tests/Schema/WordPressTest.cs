namespace Matomo.Tokens.Database.Tests.Schema;

/// <summary>Matomo for WordPress has Matomo's tables, and takes no token from outside.</summary>
public sealed class WordPressTest() : DatabaseFixture(MatomoTables.Later)
{
    [SetUp]
    public void MakeItWordPress() =>
        Matomo.Execute(
            $"INSERT INTO {Matomo.Table("option")} (option_name, option_value, autoload) VALUES ('version_WordPress', '5.3.2', 1)");

    [Test]
    public async Task Present_IsRefused()
    {
        var exception = await RefusedAsync(TokenErrorCode.Unsupported, Request.For().Absent(), Request.For().In(TokenFile));
        Assert.That(exception.RequestIndex, Is.EqualTo(1));
        Assert.That(exception.Message, Does.Contain("Matomo for WordPress").And.Contains("application password"));
    }

    [Test]
    public async Task Absent_Revokes()
    {
        Given(Request.Fresh());
        await RunStableAsync(Request.For().Absent());
        Assert.That(Group, Is.Empty);
    }

    [Test]
    public async Task PluginOfAnotherName_IsNone()
    {
        Matomo.Execute(
            $"UPDATE {Matomo.Table("option")} SET option_name = 'version_WordPressStatistics' WHERE option_name = 'version_WordPress'");
        await RunStableAsync(Request.For());
    }
}
