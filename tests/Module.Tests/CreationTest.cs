using Matomo.StandIn.Tokens;

namespace MatomoToken.Tests;

public class CreationTest
{
    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task NoToken_IsMadeAndKept(string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunWithFileAsync();
        answer.IsSuccess("created", true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Value, Is.Null);
            Assert.That((bool)answer.Json["value_known"]!, Is.True);
            Assert.That((string?)answer.Json["login"], Is.EqualTo("alice"));
            Assert.That((string?)answer.Json["description"], Is.EqualTo(Site.Description));
            Assert.That((string?)answer.Json["backend"], Is.EqualTo("api"));
            Assert.That((string?)answer.Json["token_file"], Is.EqualTo(site.TokenFile));
            Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile)), Has.Property(nameof(TokenRow.Login)).EqualTo("alice"));
            Assert.That(File.GetUnixFileMode(site.TokenFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task CheckMode_MakesAndWritesNothing(string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await site.RunWithFileAsync(("_ansible_check_mode", true), ("return_token", true));
        answer.IsSuccess("created", true);
        site.MadeNothing();
        Assert.That(answer.Value, Is.Null);
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task Diff_ShowsNoValue(string version)
    {
        await using var site = await Site.StartAsync(version);
        var first = await site.RunWithFileAsync(("_ansible_diff", true), ("expires_in", "90d"));
        var second = await site.RunWithFileAsync(("_ansible_diff", true), ("expires_in", "90d"));
        var value = File.ReadAllText(site.TokenFile);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Json["diff"]!["before"]!.ToJsonString(), Does.Contain("\"state\":\"absent\""));
            Assert.That((string?)first.Json["diff"]!["after"]!["value"], Is.EqualTo("(new)"));
            Assert.That((string?)second.Json["diff"]!["after"]!["value"], Is.EqualTo("(kept)"));
            Assert.That(second.Json["diff"]!["before"]!.ToJsonString(), Is.EqualTo(second.Json["diff"]!["after"]!.ToJsonString()));
            Assert.That(first.Text + second.Text, Does.Not.Contain(value));
        }
    }

    [Test]
    public async Task WithoutDiffMode_HasNoDiff()
    {
        await using var site = await Site.StartAsync();
        Assert.That((await site.RunWithFileAsync()).Json["diff"], Is.Null);
    }

    [TestCase(true, null, false)]
    [TestCase(true, true, true)]
    [TestCase(true, false, false)]
    [TestCase(false, null, true)]
    [TestCase(false, true, true)]
    [TestCase(false, false, false)]
    public async Task ReturnToken_GovernsTheResult(bool keepsFile, bool? returns, bool isShown)
    {
        await using var site = await Site.StartAsync();
        (string, object?) kept = keepsFile ? ("token_file", site.TokenFile) : ("known_token", "");
        var answer = await site.RunAsync(kept, ("return_token", returns));
        answer.IsSuccess("created", true);
        Assert.That(answer.Value is not null, Is.EqualTo(isShown));
        Assert.That(!isShown || site.Matomo.Tokens.Find(answer.Value!) is not null);
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task NothingToRecogniseBy_IsNotIdempotent(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunAsync()).IsFailure("not_idempotent", "alice", "token_file", "known_token", "token_auth", "recreate: always");
        site.MadeNothing();
    }

    [Test]
    public async Task Blanks_AreTrimmedHere()
    {
        await using var site = await Site.StartAsync(Site.Newest);
        (await site.RunWithFileAsync(("login", " alice\n"), ("description", "\t x & y "))).IsSuccess("created", true);
        var sent = site.Matomo.Requests[^1].Form;
        Assert.That(sent["userLogin"], Is.EqualTo("alice"));
        Assert.That(sent["description"], Is.EqualTo("x &amp; y"));
    }
}
