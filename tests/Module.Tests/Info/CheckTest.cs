using Matomo.StandIn.Faults;
using Matomo.StandIn.Users;

namespace MatomoToken.Tests.Info;

/// <summary>matomo_token_info over the API: whether a value is valid, and whose.</summary>
public class CheckTest
{
    private static readonly string[] Keys =
        ["changed", "backend", "matomo_version", "tokens", "super_users", "valid", "login", "super_user"];

    [Test]
    public async Task Valid_TellsLoginAndVersion(
        [ValueSource(typeof(Site), nameof(Site.All))] string version, [Values("alice", "bob", "carol")] string login)
    {
        await using var site = await Site.StartAsync(version);
        IsCheck(await CheckAsync(site, site.Give(login)), valid: true, login, superUser: false, version);
        Assert.That(site.Matomo.FailedLogins.All, Is.Empty);
    }

    [Test]
    public async Task Valid_UserWithoutSite_HasNoVersion([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await Site.StartAsync(version);
        IsCheck(await CheckAsync(site, site.Give("dave")), valid: true, "dave", superUser: false, version: null);
    }

    [Test]
    public async Task Valid_OnlySuperUser_IsKnown([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await Site.StartAsync(version);
        IsCheck(await CheckAsync(site, site.Give("admin")), valid: true, "admin", superUser: true, version);
    }

    [Test]
    public async Task Valid_OneOfSeveralSuperUsers_IsNotTold([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await Site.StartAsync(version);
        site.Matomo.Users.Set(new StandInUser("zoe", "zoe-password") { Role = UserRole.SuperUser });
        var answer = await CheckAsync(site, site.Give("zoe"));
        IsCheck(answer, valid: true, login: null, superUser: true, version);
        Assert.That(answer.Warnings, Has.Some.Contains("login is null"));
    }

    [Test]
    public async Task OwnUser_Refused_LeavesTheLoginOpen([ValueSource(typeof(Site), nameof(Site.All))] string version, [Values] bool valid)
    {
        await using var site = await Site.StartAsync(version);
        site.Matomo.Faults.Add(new Fault(FaultKind.DatabaseDown) { Method = "UsersManager.getUsersPlusRole" });
        var answer = await CheckAsync(site, valid ? site.Give("alice") : Site.Dead());
        IsCheck(answer, valid, login: null, superUser: valid ? false : null, valid ? version : null);
        Assert.That(answer.Warnings.Any(warning => warning.Contains("login is null", StringComparison.Ordinal)), Is.EqualTo(valid));
    }

    [TestCase(Site.Three, 2)]
    [TestCase(Site.Four, 2)]
    [TestCase(Site.Five, 1)]
    public async Task NoToken_IsNotValid(string version, int failedLogins)
    {
        await using var site = await Site.StartAsync(version);
        IsCheck(await CheckAsync(site, Site.Dead()), valid: false, login: null, superUser: null, version: null);
        Assert.That(site.Matomo.FailedLogins.All, Has.Count.EqualTo(failedLogins));
    }

    [Test]
    public async Task Expired_IsNotValid([ValueSource(typeof(Site), nameof(Site.Creating))] string version)
    {
        await using var site = await Site.StartAsync(version);
        var answer = await CheckAsync(site, site.Give("alice", expires: DateTime.UtcNow.AddDays(-1)));
        IsCheck(answer, valid: false, login: null, superUser: null, version: null);
    }

    [Test]
    public async Task LockedOut_IsNoAnswerAboutTheToken([ValueSource(typeof(Site), nameof(Site.All))] string version)
    {
        await using var site = await Site.StartAsync(version);
        var value = site.Give("alice");
        site.LockOut();
        (await CheckAsync(site, value)).IsFailure("locked_out");
    }

    [Test]
    public async Task AtTheEdgeOfALockOut_DeadTokenIsNotValid(
        [ValueSource(typeof(Site), nameof(Site.All))] string version, [Values(19, 20)] int failedLogins)
    {
        await using var site = await Site.StartAsync(version);
        site.FailLogins(failedLogins);
        var answer = await CheckAsync(site, Site.Dead());
        Assert.That(answer.ErrorCode == "locked_out" || (bool?)answer.Json["valid"] == false, answer.Text);
    }

    [Test]
    public async Task CheckMode_IsTheSame()
    {
        await using var site = await Site.StartAsync();
        var answer = await CheckAsync(site, site.Give("alice"), ("_ansible_check_mode", true));
        IsCheck(answer, valid: true, "alice", superUser: false, Site.Newest);
    }

    [Test]
    public async Task TokenFile_IsReadAndLeftAlone()
    {
        await using var site = await Site.StartAsync();
        var value = site.Give("alice");
        File.WriteAllText(site.TokenFile, value);
        var answer = await CheckAsync(site, null, ("token_file", site.TokenFile));
        IsCheck(answer, valid: true, "alice", superUser: false, Site.Newest);
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.EqualTo(new[] { site.TokenFile }));
        Assert.That(answer.Text, Does.Not.Contain(value));
    }

    [TestCase(null, "token_file_unwritable", "no such file")]
    [TestCase("", "token_file_unwritable", "it is empty")]
    [TestCase("something else", "token_file_not_ours", "other content")]
    public async Task TokenFile_WithoutValue_IsRefused(string? content, string code, string words)
    {
        await using var site = await Site.StartAsync();
        if (content is not null)
            File.WriteAllText(site.TokenFile, content);

        (await CheckAsync(site, null, ("token_file", site.TokenFile))).IsFailure(code, site.TokenFile, words);
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("logins", "alice")]
    [TestCase("login", "alice")]
    [TestCase("description", "WordPress")]
    [TestCase("unused_for", "90d")]
    [TestCase("expires_within", "14d")]
    [TestCase("system", false)]
    public async Task List_IsUnsupported(string option, object value)
    {
        await using var site = await Site.StartAsync();
        (await CheckAsync(site, site.Give("alice"), (option, value))).IsFailure("unsupported", option, "config_file");
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task NoValue_IsRefused()
    {
        await using var site = await Site.StartAsync();
        (await CheckAsync(site, null)).IsFailure("invalid_arguments", "token_auth", "token_file", "config_file");
    }

    [Test]
    public async Task ValueOfAnotherForm_IsRefusedAndMasked()
    {
        await using var site = await Site.StartAsync();
        var answer = await CheckAsync(site, "no-token-at-all");
        answer.IsFailure("invalid_arguments", "32 lower-case");
        Assert.That(answer.Text, Does.Not.Contain("no-token-at-all"));
    }

    [TestCase("password", "secret")]
    [TestCase("state", "absent")]
    [TestCase("known_token", "x")]
    [TestCase("tokens", "x")]
    public async Task OptionOfTheOtherModule_IsRefused(string option, string value)
    {
        await using var site = await Site.StartAsync();
        (await CheckAsync(site, Site.Dead(), (option, value))).IsFailure("invalid_arguments", "matomo_token_info", option);
    }

    private static Task<Answer> CheckAsync(Site site, string? value, params (string Name, object? Value)[] options)
    {
        var arguments = new Dictionary<string, object?> { ["url"] = site.Matomo.Url.ToString(), ["use_proxy"] = false };
        foreach (var (name, option) in options.Append(("token_auth", value)).Where(option => option.Item2 is not null))
            arguments[name] = option;

        return Site.Info(arguments);
    }

    private static void IsCheck(Answer answer, bool valid, string? login, bool? superUser, string? version) => Assert.Multiple(() =>
    {
        answer.IsSuccess(changed: false);
        Assert.That(Keys, Is.SubsetOf(answer.Json.AsObject().Select(member => member.Key)));
        Assert.That(answer.Backend, Is.EqualTo("api"));
        Assert.That((bool?)answer.Json["valid"], Is.EqualTo(valid), answer.Text);
        Assert.That((string?)answer.Json["login"], Is.EqualTo(login), answer.Text);
        Assert.That((bool?)answer.Json["super_user"], Is.EqualTo(superUser), answer.Text);
        Assert.That(answer.MatomoVersion, Is.EqualTo(version), answer.Text);
        Assert.That(answer.Json["tokens"], Is.Null);
    });
}
