using System.Text.RegularExpressions;

namespace Matomo.Tokens.Database.Tests.Tokens;

/// <summary>The note beside a token file says what the row says, after every run.</summary>
[TestFixtureSource(typeof(Versions), nameof(Versions.Hashed))]
public sealed class NoteTest(MatomoTables tables) : DatabaseFixture(tables)
{
    private string Note => File.ReadAllText(TokenFile + ".json");

    [Test]
    public async Task Run_ModeAndExpiryChangeAtOnce_TheExpiryIsNoted()
    {
        await RunStableAsync(Request.For().In(TokenFile));
        var request = Request.For().ExpiresIn("5h");
        await RunStableAsync(request with { TokenFile = new TokenFileRequest(TokenFile) { Mode = _ => UnixFileMode.UserRead } });
        Assert.That(Note, Does.Match("\"expires_at\": \"" + Group.Single().DateExpired!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
    }

    [Test]
    public async Task Run_SomebodyElseChangedTheRow_ItIsNoted()
    {
        await RunStableAsync(Request.For().In(TokenFile));
        Matomo.Execute(
            $"UPDATE {Matomo.Table("user_token_auth")} SET date_expired = '2099-01-31 12:00:00' "
            + $"WHERE description = '{Request.Description}' AND login = 'alice' AND system_token = 0");
        var outcome = (await RunStableAsync(Request.For().In(TokenFile))).Outcomes.Single();
        Assert.That(outcome.File, Is.EqualTo(FileAction.Refresh));
        Assert.That(Note, Does.Contain("2099-01-31T12:00:00Z"));
    }

    [Test]
    public async Task Run_PendingOfAKilledRunAndOtherExpiry_IsPublishedAndNotedAnew()
    {
        await RunStableAsync(Request.For().In(TokenFile));
        File.Move(TokenFile, InDirectory(".token.matomo_token-new"));
        File.Move(TokenFile + ".json", InDirectory(".token.json.matomo_token-new"));
        await RunStableAsync(Request.For().In(TokenFile).ExpiresIn("5h"));
        Assert.That(Note, Does.Not.Contain("\"expires_at\": null"));
    }

    [Test]
    public async Task Run_NotedOverTheApi_KeepsItsUrl()
    {
        await RunStableAsync(Request.For().In(TokenFile));
        File.WriteAllText(TokenFile + ".json", Regex.Replace(Note, "\"url\": null", "\"url\": \"https://matomo.example/\""));
        await RunStableAsync(Request.For().In(TokenFile).ExpiresIn("5h"));
        Assert.That(Note, Does.Contain("\"url\": \"https://matomo.example/\""));
    }
}
