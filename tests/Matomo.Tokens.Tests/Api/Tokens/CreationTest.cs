using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Api.Tokens;

[Parallelizable(ParallelScope.All)]
public class CreationTest
{
    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task NoToken_IsMadeAndKept(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var outcome = await site.RunAsync(TokenAction.Created);
        Assert.That(site.Calls, Is.EqualTo([ApiSite.Creation, ApiSite.Creation, ApiSite.Creation]), "version, password, token");
        Assert.That(site.PasswordsSent, Is.EqualTo(2));
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(outcome.Value!.Reveal()));
        Assert.That(site.Matomo.Tokens.Find(outcome.Value.Reveal())!.Login, Is.EqualTo(Sample.Login));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task SecondRun_AsksOnceAndChangesNothing(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        await site.RunAsync(version == ApiSite.Three ? TokenAction.Updated : TokenAction.Created);
        var (value, companion) = (File.ReadAllText(site.TokenFile), File.ReadAllText(site.Companion));
        site.Matomo.ClearRequests();
        site.Credentials.Clear();
        await site.RunAsync(TokenAction.None);
        Assert.That(site.Calls, Is.EqualTo([ApiSite.Preference]));
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
        Assert.That(File.ReadAllText(site.Companion), Is.EqualTo(companion));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task SecondRunWithoutCompanion_CannotCreate(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        await site.RunAsync(version == ApiSite.Three ? TokenAction.Updated : TokenAction.Created);
        File.Delete(site.Companion);
        site.Matomo.ClearRequests();
        await site.RunAsync(TokenAction.None);
        Assert.That(site.PasswordsSent, Is.Zero);
        Assert.That(site.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CheckMode_SendsNoPassword(
        [ValueSource(typeof(ApiSite), nameof(ApiSite.Creating))] string version, [Values] bool isWrong)
    {
        await using var site = await ApiSite.StartAsync(version);
        site.SetPassword("alice", isWrong ? "wrong-password" : "alice-password");
        await site.RunAsync(TokenAction.Created, checkMode: true);
        site.MadeNothing();
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
        site.SetPassword("alice", "alice-password");
        await site.RunAsync(TokenAction.Created);
        await site.RunAsync(TokenAction.None, checkMode: true);
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RecreateAlways_MakesOneInEveryRun(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var first = await site.RunAsync(TokenAction.Created, Sample.Present with { Recreate = RecreateMode.Always });
        var second = await site.RunAsync(TokenAction.Created, Sample.Present with { Recreate = RecreateMode.Always });
        Assert.That(second.Value, Is.Not.EqualTo(first.Value));
        Assert.That(site.TokensMade, Is.EqualTo(2));
        Assert.That(site.Matomo.Tokens.Rows.Select(row => row.Expires), Has.All.Null, "the first one lives on");
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RecreateAlwaysWithFile_ReplacesTheFile(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        await site.RunAsync(TokenAction.Created);
        var first = File.ReadAllText(site.TokenFile);
        await site.RunAsync(TokenAction.Created, site.InFile with { Recreate = RecreateMode.Always });
        Assert.That(File.ReadAllText(site.TokenFile), Is.Not.EqualTo(first));
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task RecreateNever_MakesNone(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var never = site.InFile with { Recreate = RecreateMode.Never };
        await site.FailAsync(TokenErrorCode.TokenValueUnknown, never, "alice", Sample.Description);
        site.MadeNothing();
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.All))]
    public async Task NoPassword_IsAskedForOnlyWhenNeeded(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        site.Credentials.Clear();
        var failure = await site.FailAsync(TokenErrorCode.InvalidArguments, "alice");
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.NoPassword>());
        site.MadeNothing();
    }

    [TestCaseSource(typeof(ApiSite), nameof(ApiSite.Creating))]
    public async Task UserWithoutAnySite_GetsATokenAndKeepsIt(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        var dave = site.InFile with { Login = "dave" };
        await site.RunAsync(TokenAction.Created, dave);
        File.Delete(site.Companion);
        await site.RunAsync(TokenAction.None, dave);
        Assert.That(site.TokensMade, Is.EqualTo(1));
    }

    [Test]
    public async Task SecretsStandInNoUrl()
    {
        await using var site = await ApiSite.StartAsync();
        var value = site.Give("alice");
        await site.RunAsync(TokenAction.Created, ApiSite.Known(value) with { Recreate = RecreateMode.Always });
        await site.RunAsync(TokenAction.None, ApiSite.Known(value));
        Assert.That(site.Matomo.Requests.Select(request => request.QueryString), Has.All.Not.Contains(value).And.All.Not.Contain("alice"));
        Assert.That(site.Matomo.Requests.Select(request => request.HttpMethod), Has.All.EqualTo("POST"));
    }

    [Test]
    public async Task NewestRules_ChangeNothingForUs()
    {
        await using var site = await ApiSite.StartAsync("5.13.0");
        await site.RunAsync(TokenAction.Created);
        await site.RunAsync(TokenAction.None);
    }
}
