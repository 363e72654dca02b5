using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.Contract;

/// <summary>What a token can be told by, in every version.</summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.All))]
public sealed class TokenUseContract(ContractTarget target) : ContractFixture(target)
{
    private const string MadeUp = "00000000000000000000000000000000";
    private string _ordinary = "";
    private string _superUser = "";
    private string _withoutSite = "";

    [OneTimeSetUp]
    public async Task MakeTokensAsync()
    {
        _ordinary = await Api.TokenOfAsync(Users.Ordinary);
        _superUser = await Api.TokenOfAsync(Users.SuperUser);
        _withoutSite = await Api.TokenOfAsync(Users.WithoutSite);
    }

    [Test]
    public async Task Preference_OwnLogin_IsAValue() => AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, _ordinary));

    [Test]
    public async Task Preference_UserWithoutSite_IsFalse()
    {
        var reply = await Api.PreferenceAsync(Users.WithoutSite.Login, _withoutSite);
        Assert.That(reply.Body, Is.EqualTo("{\"value\":false}"));
    }

    [Test]
    public async Task Preference_SuperUserForAnother_IsAValue() => AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, _superUser));

    [Test]
    public async Task Preference_OtherUsersToken_IsRefused() =>
        AssertError(await Api.PreferenceAsync(Users.Other.Login, _ordinary), Version.NoAccessStatus);

    [Test]
    public async Task Preference_LoginInOtherCase_IsRefused() =>
        AssertError(await Api.PreferenceAsync(Users.Ordinary.Login.ToUpperInvariant(), _ordinary), Version.NoAccessStatus);

    [Test]
    public async Task Preference_WithoutLogin_IsTheCallers() =>
        AssertValue(await Api.CallAsync("UsersManager.getUserPreference", ("preferenceName", "defaultReport"), ("token_auth", _ordinary)));

    [Test]
    public async Task Preference_OfAnonymousWithoutToken_IsAValue() =>
        AssertValue(await Api.CallAsync("UsersManager.getUserPreference", ("userLogin", "anonymous"), ("preferenceName", "defaultReport")));

    [Test]
    public async Task Preference_OfAnonymousWithEmptyToken_IsAValue() => AssertValue(await Api.PreferenceAsync("anonymous", ""));

    [Test]
    public async Task Preference_OfAnonymousWithValidToken_IsRefused() =>
        AssertError(await Api.PreferenceAsync("anonymous", _ordinary), Version.NoAccessStatus);

    [Test]
    public async Task Preference_InvalidToken_IsRefused() =>
        AssertError(await Api.FailPreferenceAsync(Users.Ordinary.Login, MadeUp), Version.NoAccessStatus);

    [Test]
    public async Task Preference_OfAnonymousWithInvalidToken_IsAValueBefore5()
    {
        var reply = await Api.FailPreferenceAsync("anonymous", MadeUp);
        if (Major >= 5)
            AssertError(reply, 401);
        else
            AssertValue(reply);
    }

    [Test]
    public async Task Preference_TokenInUrl_IsAValue() => AssertValue(await Api.SendAsync(
        "UsersManager.getUserPreference",
        $"&token_auth={_ordinary}",
        MatomoApi.Form(("userLogin", Users.Ordinary.Login), ("preferenceName", "defaultReport"))));

    [Test]
    public async Task Preference_TokenAsBearer_IsReadFrom54On()
    {
        var reply = await Api.SendAsync(
            "UsersManager.getUserPreference",
            "",
            MatomoApi.Form(("userLogin", Users.Ordinary.Login), ("preferenceName", "defaultReport")),
            _ordinary);
        if (Version.ReadsBearer)
            AssertValue(reply);
        else
            AssertError(reply, Version.NoAccessStatus);
    }

    [Test]
    public async Task Preference_TokenInJsonBody_IsNotRead() => AssertError(
        await Api.SendAsync(
            "UsersManager.getUserPreference",
            $"&userLogin={Users.Ordinary.Login}&preferenceName=defaultReport",
            MatomoApi.Json(new JObject { ["token_auth"] = _ordinary })),
        Version.NoAccessStatus);

    [Test]
    public async Task HasSuperUserAccess_SuperUser_IsTrue() =>
        Assert.That((await HasSuperUserAccessAsync(_superUser)).Body, Is.EqualTo("{\"value\":true}"));

    [Test]
    public async Task HasSuperUserAccess_Ordinary_IsFalse() =>
        Assert.That((await HasSuperUserAccessAsync(_ordinary)).Body, Is.EqualTo("{\"value\":false}"));

    [Test]
    public async Task GetUser_SuperUser_SaysSo() => Assert.That(await SuperUserAccessOfAsync(Users.SuperUser, _superUser), Is.EqualTo("1"));

    [Test]
    public async Task GetUser_Ordinary_SaysSo() => Assert.That(await SuperUserAccessOfAsync(Users.Ordinary, _ordinary), Is.EqualTo("0"));

    [Test]
    public async Task GetUser_UserWithoutSite_IsRefused() =>
        AssertError(await UserAsync(Users.WithoutSite, _withoutSite), Version.NoAccessStatus);

    [Test]
    public async Task GetUsersPlusRole_OfNobodysSite_IsTheCaller() => Assert.That(
        (string?)(await UsersPlusRoleAsync(_ordinary)).Entry?["login"], Is.EqualTo(Users.Ordinary.Login));

    /// <summary>Before 5.0 somebody whose login is nothing.</summary>
    [Test]
    public async Task GetUsersPlusRole_InvalidToken_IsNobody()
    {
        var reply = await Api.FailAsync("UsersManager.getUsersPlusRole", ("idSite", "4294967295"), ("limit", "1"), ("token_auth", MadeUp));
        if (Major >= 5)
            AssertError(reply, 401);
        else
            Assert.That(reply.Entry?["login"]?.Type, Is.EqualTo(JTokenType.Null), reply.Body);
    }

    [Test]
    public async Task GetUsersPlusRole_UserWithoutSite_IsTheCaller() => Assert.That(
        (string?)(await UsersPlusRoleAsync(_withoutSite)).Entry?["login"], Is.EqualTo(Users.WithoutSite.Login));

    [Test]
    public async Task GetUsersHavingSuperUserAccess_NamesTheSuperUser() => Assert.That(
        JArray.Parse(
            (await Api.CallAsync("UsersManager.getUsersHavingSuperUserAccess", ("token_auth", _superUser))).Body).Select(user =>
                (string?)user["login"]),
        Does.Contain(Users.SuperUser.Login));

    [Test]
    public async Task GetMatomoVersion_UserWithSite_IsTheVersion() => Assert.That(
        (string?)(await Api.CallAsync("API.getMatomoVersion", ("token_auth", _ordinary))).Value,
        Does.StartWith($"{Major}."));

    [Test]
    public async Task GetMatomoVersion_UserWithoutSite_IsRefused() =>
        AssertError(await Api.CallAsync("API.getMatomoVersion", ("token_auth", _withoutSite)), Version.NoAccessStatus);

    [Test]
    public async Task UnknownMethod_IsRefused() =>
        AssertError(await Api.CallAsync("UsersManager.createNothing"), Version.UnknownMethodStatus);

    /// <summary>It tells Matomo 3 from later ones, in every language.</summary>
    [Test]
    public async Task CreationWithoutParameters_NamesTheMethodOrTheParameter()
    {
        var reply = await Api.CallAsync("UsersManager.createAppSpecificTokenAuth");
        AssertError(reply, Version.MissingParameterStatus);
        Assert.That(reply.Message, Does.Contain(Major == 3 ? "createAppSpecificTokenAuth" : "userLogin"));
        Assert.That(reply.Message, Does.Not.Contain(Major == 3 ? "userLogin" : "createAppSpecificTokenAuth"));
    }

    private Task<ApiReply> HasSuperUserAccessAsync(string token) => Api.CallAsync("UsersManager.hasSuperUserAccess", ("token_auth", token));

    private Task<ApiReply> UsersPlusRoleAsync(string token) =>
        Api.CallAsync("UsersManager.getUsersPlusRole", ("idSite", "4294967295"), ("limit", "1"), ("token_auth", token));

    private Task<ApiReply> UserAsync(ContractUser user, string token) =>
        Api.CallAsync("UsersManager.getUser", ("userLogin", user.Login), ("token_auth", token));

    private async Task<string?> SuperUserAccessOfAsync(ContractUser user, string token) =>
        (string?)(await UserAsync(user, token)).Entry?["superuser_access"];
}
