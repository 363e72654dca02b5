using Matomo.StandIn.Users;

namespace MatomoToken.Tests;

public class Matomo3Test
{
    private static readonly string Value = Site.Dead();

    [Test]
    public async Task Present_HandsTheValueOut()
    {
        await using var site = await StartAsync();
        var answer = await site.RunAsync();
        answer.IsSuccess("none", false);
        Assert.That(answer.Value, Is.EqualTo(Value));
        Assert.That(answer.Warnings, Has.Some.Contains("Matomo 3").And.Some.Contains("description"));
    }

    [Test]
    public async Task WrongPassword_MadeUpValueIsNotShown()
    {
        await using var site = await StartAsync();
        var answer = await site.RunWithFileAsync(("password", "wrong-password"), ("return_token", true));
        answer.IsFailure("authentication_failed", "alice", "tried once", "check login and password");
        Assert.That(answer.Json["token_auth"], Is.Null);
        Assert.That(File.Exists(site.TokenFile), Is.False);
    }

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync(Site.Three);
        site.Matomo.AddToken("alice", new PresetToken(Value, ""));
        return site;
    }
}
