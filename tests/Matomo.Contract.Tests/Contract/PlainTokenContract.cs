using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;

namespace Matomo.Contract.Tests.Contract;

/// <summary>UsersManager.getTokenAuth of Matomo 3.</summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.Matomo3))]
public sealed class PlainTokenContract(ContractTarget target) : ContractFixture(target)
{
    private AuthCodes _codes = null!;

    [OneTimeSetUp]
    public void PrepareCodes() => _codes = new AuthCodes(Users.WithTwoFactor.TotpSecret!);

    [Test]
    public async Task GetTokenAuth_IsTheOneTokenOfTheUser()
    {
        var (one, again) = (await Api.TokenOfAsync(Users.Ordinary), await Api.TokenOfAsync(Users.Ordinary));
        Assert.That(again, Is.EqualTo(one));
        AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, one));
    }

    [Test]
    public async Task GetTokenAuth_WrongPassword_IsMadeUp()
    {
        var reply = await Api.FailAsync(
            "UsersManager.getTokenAuth", ("userLogin", Users.Ordinary.Login), ("md5Password", MatomoApi.Md5("certainly-not-this")));
        AssertToken(reply);
        AssertError(await Api.FailPreferenceAsync(Users.Ordinary.Login, (string)reply.Value!), 200);
    }

    [Test]
    public async Task GetTokenAuth_UnknownUser_IsMadeUp() =>
        AssertToken(
            await Api.FailAsync(
                "UsersManager.getTokenAuth", ("userLogin", "nobody-of-this-name"), ("md5Password", MatomoApi.Md5("whatever"))));

    [Test]
    public async Task GetTokenAuth_PasswordIsNoMd5_IsRefused() =>
        AssertError(await Api.CallAsync("UsersManager.getTokenAuth", ("userLogin", Users.Ordinary.Login), ("md5Password", "plain")), 200);

    [TestCase("userLogin")]
    [TestCase("md5Password")]
    public async Task GetTokenAuth_ParameterEmpty_IsRefused(string name) =>
        AssertError(await Api.PlainTokenAsync(Users.Ordinary, (name, "")), 200);

    [Test]
    public async Task GetTokenAuth_TwoFactorWithoutCode_IsRefused() => AssertError(await Api.PlainTokenAsync(Users.WithTwoFactor), 401);

    [Test]
    public async Task GetTokenAuth_TwoFactorCode_IsAccepted() =>
        AssertToken(await Api.PlainTokenAsync(Users.WithTwoFactor, ("authCode", _codes.Next())));

    [Test]
    public async Task CreateAppSpecificTokenAuth_IsUnknown() => AssertError(await Api.CreateAsync(Users.Ordinary), 200);
}
