namespace MatomoToken.Tests;

public class RecognitionTest
{
    [TestCase("token_auth")]
    [TestCase("known_token")]
    public async Task LiveValue_IsRecognised(string option)
    {
        await using var site = await Site.StartAsync();
        var value = site.Give("alice");
        var answer = await site.RunAsync((option, value), ("password", null), ("return_token", true));
        answer.IsSuccess("none", false);
        Assert.That(answer.Value, Is.EqualTo(value));
    }

    [TestCase("")]
    [TestCase("not a token")]
    [TestCase("ABCDEF0123456789ABCDEF0123456789")]
    public async Task KnownTokenThatCannotBeOne_IsNotSent(string value)
    {
        await using var site = await Site.StartAsync();
        (await site.RunAsync(("known_token", value))).IsSuccess("created", true);
        Assert.That(site.Calls, Has.None.EqualTo(Site.Preference));
    }

    [TestCase("token_auth")]
    [TestCase("known_token")]
    [TestCase("token_file")]
    public async Task TokenOfAnotherUser_IsRefused(string option)
    {
        await using var site = await Site.StartAsync();
        var value = site.Give("carol");
        File.WriteAllText(site.TokenFile, value);
        var answer = await site.RunAsync((option, option == "token_file" ? site.TokenFile : value));
        answer.IsFailure("token_belongs_to_other_user", option, "alice", "Check the login");
        Assert.That(answer.Text, Does.Not.Contain(value));
    }

    [Test]
    public async Task SuperUsersOwnToken_WarnsOfItAlone()
    {
        await using var site = await Site.StartAsync();
        var superUsers = new Dictionary<string, object?>
        {
            ["login"] = "admin",
            ["description"] = "One",
            ["known_token"] = site.Give("admin"),
        };
        var another = new Dictionary<string, object?> { ["login"] = "alice", ["description"] = "Two", ["recreate"] = "always" };
        var answer = await site.RunAsync(("tokens", new[] { superUsers, another }));
        Assert.That(answer.Warnings.Count(warning => warning.Contains("is assumed", StringComparison.Ordinal)), Is.EqualTo(1), answer.Text);
    }
}
