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
        Assert.Multiple(() =>
        {
            Assert.That(answer.Value, Is.Null);
            Assert.That((bool)answer.Json["value_known"]!, Is.True);
            Assert.That((string?)answer.Json["login"], Is.EqualTo("alice"));
            Assert.That((string?)answer.Json["description"], Is.EqualTo(Site.Description));
            Assert.That((string?)answer.Json["backend"], Is.EqualTo("api"));
            Assert.That((string?)answer.Json["token_file"], Is.EqualTo(site.TokenFile));
            Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile)), Has.Property(nameof(TokenRow.Login)).EqualTo("alice"));
            Assert.That(File.GetUnixFileMode(site.TokenFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(site.Calls, Is.EqualTo(new[] { Site.Creation, Site.Creation, Site.Creation }), "what it is, whether the password is right, the token");
            Assert.That((site.PasswordsSent, site.CreationsSent), Is.EqualTo((2, 1)));
            Assert.That(site.Matomo.Requests.Select(request => request.Form.Keys), Has.All.Not.Contains("token_auth"));
            Assert.That(site.Matomo.Requests.Select(request => request.Query.Keys), Has.All.Not.Contains("token_auth"));
        });
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task SecondRun_AsksOnceAndChangesNothing(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync();
        var (value, companion) = (File.ReadAllText(site.TokenFile), File.ReadAllText(site.Companion));
        site.Matomo.ClearRequests();
        var answer = await site.RunWithFileAsync(("password", null));
        answer.IsSuccess("none", false);
        Assert.That(site.Calls, Is.EqualTo(new[] { Site.Preference }));
        Assert.That((File.ReadAllText(site.TokenFile), File.ReadAllText(site.Companion)), Is.EqualTo((value, companion)));
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task SecondRunWithoutCompanion_CannotCreate(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync();
        File.Delete(site.Companion);
        site.Matomo.ClearRequests();
        (await site.RunWithFileAsync()).IsSuccess("none", false);
        Assert.That((site.PasswordsSent, site.Calls.Count), Is.EqualTo((0, 2)));
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

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task CheckModeOfLiveToken_SaysUnchanged(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync();
        (await site.RunWithFileAsync(("_ansible_check_mode", true))).IsSuccess("none", false);
    }

    [Test]
    public async Task CheckModeWithWrongPassword_SendsNone()
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("_ansible_check_mode", true), ("password", "wrong-password"))).IsSuccess("created", true);
        site.MadeNothing();
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task Diff_ShowsNoValue(string version)
    {
        await using var site = await Site.StartAsync(version);
        var first = await site.RunWithFileAsync(("_ansible_diff", true), ("expires_in", "90d"));
        var second = await site.RunWithFileAsync(("_ansible_diff", true), ("expires_in", "90d"));
        var value = File.ReadAllText(site.TokenFile);
        Assert.Multiple(() =>
        {
            Assert.That(first.Json["diff"]!["before"]!.ToJsonString(), Does.Contain("\"state\":\"absent\""));
            Assert.That((string?)first.Json["diff"]!["after"]!["value"], Is.EqualTo("(new)"));
            Assert.That((string?)second.Json["diff"]!["after"]!["value"], Is.EqualTo("(kept)"));
            Assert.That(second.Json["diff"]!["before"]!.ToJsonString(), Is.EqualTo(second.Json["diff"]!["after"]!.ToJsonString()));
            Assert.That(first.Text + second.Text, Does.Not.Contain(value));
        });
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
        var answer = await site.RunAsync(("token_file", keepsFile ? site.TokenFile : null), ("known_token", keepsFile ? null : ""), ("return_token", returns));
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

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task RecreateAlways_MakesOneInEveryRun(string version)
    {
        await using var site = await Site.StartAsync(version);
        var first = await site.RunAsync(("recreate", "always"));
        var second = await site.RunAsync(("recreate", "always"));
        second.IsSuccess("created", true);
        Assert.That((site.TokensMade, first.Value == second.Value), Is.EqualTo((2, false)));
        Assert.That(site.Matomo.Tokens.Rows.Select(row => row.Expires), Has.All.Null, "the first one lives on");
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task RecreateAlwaysWithFile_ReplacesTheFile(string version)
    {
        await using var site = await Site.StartAsync(version);
        await site.RunWithFileAsync();
        var first = File.ReadAllText(site.TokenFile);
        (await site.RunWithFileAsync(("recreate", "always"))).IsSuccess("created", true);
        Assert.That(File.ReadAllText(site.TokenFile), Is.Not.EqualTo(first));
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task RecreateNever_MakesNone(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("recreate", "never"))).IsFailure("token_value_unknown", "alice", Site.Description, "when_lost");
        site.MadeNothing();
    }

    [TestCaseSource(typeof(Site), nameof(Site.All))]
    public async Task NoPassword_IsAskedForOnlyWhenNeeded(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("password", null))).IsFailure("invalid_arguments", "alice", "give password");
        site.MadeNothing();
    }

    [TestCaseSource(typeof(Site), nameof(Site.Creating))]
    public async Task UserWithoutAnySite_GetsATokenAndKeepsIt(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("login", "dave"), ("password", "dave-password"))).IsSuccess("created", true);
        File.Delete(site.Companion);
        (await site.RunWithFileAsync(("login", "dave"), ("password", "dave-password"))).IsSuccess("none", false);
        Assert.That(site.TokensMade, Is.EqualTo(1));
    }

    [TestCase(Site.Four)]
    [TestCase(Site.Five)]
    [TestCase("5.6.2")]
    public async Task SecureOnly_NotKnownToBeTaken_IsRefusedBeforeAnythingIsMade(string version)
    {
        await using var site = await Site.StartAsync(version);
        (await site.RunWithFileAsync(("secure_only", true))).IsFailure("unsupported", "secure_only", "database");
        site.MadeNothing();
        Assert.That(site.Calls, Is.EqualTo(new[] { Site.Creation }));
    }

    [Test]
    public async Task SecureOnly_TakenByTheVersion_IsMade()
    {
        await using var site = await Site.StartAsync(Site.Newest);
        var answer = await site.RunWithFileAsync(("secure_only", true));
        answer.IsSuccess("created", true);
        Assert.That((answer.Warnings, (bool?)answer.Json["token"]!["secure_only"]), Is.EqualTo((Array.Empty<string>(), (bool?)true)));
        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile))!.SecureOnly, Is.True);

        var again = await site.RunWithFileAsync(("secure_only", true));
        again.IsSuccess("none", false);
        Assert.That((again.Warnings, (bool?)again.Json["token"]!["secure_only"]), Is.EqualTo((Array.Empty<string>(), (bool?)true)));
    }

    [TestCase(false)]
    [TestCase(null)]
    public async Task SecureOnly_NotWanted_IsNotAskedFor(bool? wanted)
    {
        await using var site = await Site.StartAsync(Site.Newest);
        (await site.RunWithFileAsync(("secure_only", wanted))).IsSuccess("created", true);
        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile))!.SecureOnly, Is.False);
        Assert.That(site.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task SecureOnly_LiveTokenTellsAnEarlierVersion_IsRefusedBeforeAnythingIsMade()
    {
        await using var site = await Site.StartAsync("5.7.1");
        await site.RunWithFileAsync(("expires_in", "10d"));
        site.Matomo.ClearRequests();
        (await site.RunWithFileAsync(("expires_in", "90d"), ("renew_before", "20d"), ("secure_only", true))).IsFailure("unsupported", "5.7.1", "secure_only");
        Assert.That((site.TokensMade, site.PasswordsSent), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task SecureOnly_NewTokenTellsAnEarlierVersion_IsNotQuiet()
    {
        await using var site = await Site.StartAsync("5.7.1");
        var answer = await site.RunWithFileAsync(("secure_only", true));
        answer.IsSuccess("created", true);
        Assert.That(answer.Warnings, Has.One.Contains("NOT secure_only").And.Contains("5.7.1"));
        Assert.That((bool?)answer.Json["token"]!["secure_only"], Is.False);
    }

    [Test]
    public async Task SecureOnly_VersionIsNotTold_IsNotQuiet()
    {
        await using var site = await Site.StartAsync(Site.Newest);
        var answer = await site.RunWithFileAsync(("login", "dave"), ("password", "dave-password"), ("secure_only", true));
        answer.IsSuccess("created", true);
        Assert.That(answer.Warnings, Has.One.Contains("not known").And.Contains("version"));
        Assert.That(answer.Json["token"]!["secure_only"], Is.Null);
        Assert.That((await site.RunWithFileAsync(("login", "dave"), ("secure_only", true))).Warnings, Has.One.Contains("secure_only: true was not applied"));
    }

    [Test]
    public async Task Blanks_AreTrimmedHere()
    {
        await using var site = await Site.StartAsync(Site.Newest);
        (await site.RunWithFileAsync(("login", " alice\n"), ("description", "\t x & y "))).IsSuccess("created", true);
        var sent = site.Matomo.Requests[^1].Form;
        Assert.That((sent["userLogin"], sent["description"]), Is.EqualTo(("alice", "x &amp; y")));
    }

    [Test]
    public async Task NewestRules_ChangeNothingForUs()
    {
        await using var site = await Site.StartAsync("5.13.0");
        (await site.RunWithFileAsync()).IsSuccess("created", true);
        (await site.RunWithFileAsync()).IsSuccess("none", false);
    }
}
