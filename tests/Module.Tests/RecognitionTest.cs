namespace MatomoToken.Tests;

public class RecognitionTest
{
    private static readonly string[] Options = ["token_auth", "known_token"];

    [Test]
    public async Task LiveValue_IsRecognised([ValueSource(typeof(Site), nameof(Site.All))] string version, [ValueSource(nameof(Options))] string option)
    {
        await using var site = await Site.StartAsync(version);
        var value = site.Give("alice");
        var answer = await site.RunAsync((option, value), ("password", null));
        answer.IsSuccess("none", false);
        Assert.That((answer.Value, site.PasswordsSent, site.Calls.Count), Is.EqualTo((value, 0, 2)));
    }

    [Test]
    public async Task LiveValueAndFile_IsWritten([ValueSource(typeof(Site), nameof(Site.All))] string version, [ValueSource(nameof(Options))] string option)
    {
        await using var site = await Site.StartAsync(version);
        var value = site.Give("alice");
        (await site.RunWithFileAsync((option, value), ("password", null))).IsSuccess("updated", true);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
        (await site.RunWithFileAsync((option, value), ("password", null))).IsSuccess("none", false);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task DeadKnownToken_IsReplaced(string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunAsync(("known_token", Site.Dead()));
        answer.IsSuccess("created", true);
        Assert.That(site.Matomo.Tokens.Find(answer.Value!), Is.Not.Null);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(2));
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

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task DeadTokenAuth_IsNotMade(string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunAsync(("token_auth", Site.Dead()));
        answer.IsFailure("token_value_unknown", "token_auth", "alice", "database");
        Assert.That((site.TokensMade, site.PasswordsSent), Is.EqualTo((0, 0)));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.InRange(1, 2));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task ExpiredTokenInFile_IsReplaced(string version)
    {
        await using var site = await Site.StartAsync(version);
        var expired = site.Give("alice", DateTime.UtcNow.AddDays(-1));
        File.WriteAllText(site.TokenFile, expired);
        (await site.RunWithFileAsync()).IsSuccess("created", true);
        Assert.That(File.ReadAllText(site.TokenFile), Is.Not.EqualTo(expired));
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task TokenOfAnotherUser_IsRefused(
        [ValueSource(typeof(Site), nameof(Site.All))] string version,
        [Values("token_auth", "known_token", "token_file")] string option,
        [Values("carol", "dave", "admin")] string owner)
    {
        await using var site = await Site.StartAsync(version);
        var value = site.Give(owner);
        File.WriteAllText(site.TokenFile, value);
        var rows = site.Matomo.Tokens.Rows.Count;
        var answer = await site.RunAsync((option, option == "token_file" ? site.TokenFile : value));
        answer.IsFailure("token_belongs_to_other_user", option == "token_file" ? site.TokenFile : option, "alice", "Check login");
        Assert.That((site.Matomo.Tokens.Rows.Count, site.PasswordsSent), Is.EqualTo((rows, 0)));
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
        Assert.That(answer.Text, Does.Not.Contain(value));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task SuperUsersOwnToken_IsAcceptedWithAWarning(string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunAsync(("login", "admin"), ("password", null), ("known_token", site.Give("admin")));
        answer.IsSuccess("none", false);
        Assert.That(answer.Warnings, Has.Some.Contains("super user").And.Some.Contains("admin"));
    }

    [Test]
    public async Task SuperUsersOwnToken_WarnsOfItAlone()
    {
        await using var site = await Site.StartAsync();
        var superUsers = new Dictionary<string, object?> { ["login"] = "admin", ["description"] = "One", ["known_token"] = site.Give("admin") };
        var another = new Dictionary<string, object?> { ["login"] = "alice", ["description"] = "Two", ["recreate"] = "always" };
        var answer = await site.RunAsync(("tokens", new[] { superUsers, another }));
        Assert.That(answer.Warnings.Count(warning => warning.Contains("is assumed", StringComparison.Ordinal)), Is.EqualTo(1), answer.Text);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task LoginInAnotherCase_IsExplained(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunAsync(("login", "Alice"), ("known_token", site.Give("alice")))).IsFailure("token_belongs_to_other_user", "Alice", "spelt exactly");
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task EmailWithCompanion_IsUnchanged(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("login", "alice@example.org"))).IsSuccess("created", true);
        (await site.RunWithFileAsync(("login", "alice@example.org"))).IsSuccess("none", false);
        Assert.That((site.TokensMade, site.CreationsSent), Is.EqualTo((1, 1)));
        Assert.That(site.Matomo.FailedLogins.All, Is.Empty);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task EmailWithoutCompanion_IsUnproven(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("login", "alice@example.org"));
        File.Delete(site.Companion);
        (await site.RunWithFileAsync(("login", "alice@example.org"))).IsFailure("unsupported", "alice@example.org", site.TokenFile, "Matomo login");
        Assert.That((site.TokensMade, site.CreationsSent), Is.EqualTo((1, 1)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task EmailWithCompanionAndDeadToken_MakesANewOne(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync(("login", "alice@example.org"));
        site.Matomo.Tokens.Remove(site.Matomo.Tokens.Rows[^1].Id);
        (await site.RunWithFileAsync(("login", "alice@example.org"))).IsSuccess("created", true);
    }
}
