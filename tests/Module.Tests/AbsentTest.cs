namespace MatomoToken.Tests;

public class AbsentTest
{
    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task DeadToken_FileIsRemoved(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync();
        foreach (var row in site.Matomo.Tokens.Rows.Where(row => row.Login == "alice").ToList())
            site.Matomo.Tokens.Remove(row.Id);

        (await RunAsync(site)).IsSuccess("updated", true);
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
        (await RunAsync(site, ("known_token", Site.Dead()))).IsSuccess("none", false);
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task DeadTokenInCheckMode_FileStays(string version)
    {
        await using var site = await Site.StartAsync(version);
        File.WriteAllText(site.TokenFile, Site.Dead());
        (await RunAsync(site, ("_ansible_check_mode", true))).IsSuccess("updated", true);
        Assert.That(File.Exists(site.TokenFile));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task LiveToken_CannotBeRevoked(string version)
    {
        await using var site = await Site.StartAsync(version);
        File.WriteAllText(site.TokenFile, site.Give("alice"));
        (await RunAsync(site)).IsFailure("unsupported", "alice", "cannot revoke", "config_file", "expires_in");
        Assert.That(File.Exists(site.TokenFile));
    }

    [Test]
    public async Task DeadKnownToken_IsNothingToRevoke()
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("token_file", null), ("known_token", Site.Dead()))).IsSuccess("none", false);
    }

    [TestCase("")]
    [TestCase("not a token")]
    public async Task KnownTokenThatCannotBeOne_IsNothingToRevoke(string value)
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("token_file", null), ("known_token", value))).IsSuccess("none", false);
    }

    [Test]
    public async Task NoValue_CannotBeLookedUp()
    {
        await using var site = await Site.StartAsync();
        (await RunAsync(site, ("token_file", null))).IsFailure("unsupported", "alice", "list nor revoke", "config_file");
        site.MadeNothing();
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task TokenOfAnotherUser_IsLeftAlone(string version)
    {
        await using var site = await Site.StartAsync(version);
        File.WriteAllText(site.TokenFile, site.Give("carol"));
        (await RunAsync(site)).IsFailure("token_belongs_to_other_user", site.TokenFile);
        Assert.That(File.Exists(site.TokenFile));
    }

    private static Task<Answer> RunAsync(Site site, params (string Name, object? Value)[] options) =>
        site.RunWithFileAsync([("state", "absent"), ("password", null), .. options]);
}
