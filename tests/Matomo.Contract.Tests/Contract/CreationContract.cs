using System.Globalization;
using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;

namespace Matomo.Contract.Tests.Contract;

/// <summary>UsersManager.createAppSpecificTokenAuth, from Matomo 4 on.</summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.Matomo4AndLater))]
public sealed class CreationContract(ContractTarget target) : ContractFixture(target)
{
    private const string MadeUp = "00000000000000000000000000000000";
    private AuthCodes _codes = null!;

    [OneTimeSetUp]
    public void PrepareCodes() => _codes = new AuthCodes(Users.WithTwoFactor.TotpSecret!);

    [Test]
    public async Task Create_IsATokenOfTheUser()
    {
        var reply = await Api.CreateAsync(Users.Ordinary);
        AssertToken(reply);
        AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, (string)reply.Value!));
    }

    [Test]
    public async Task Create_TwiceTheSame_IsTwoTokens()
    {
        var (one, other) = (await Api.TokenOfAsync(Users.Ordinary), await Api.TokenOfAsync(Users.Ordinary));
        Assert.That(other, Is.Not.EqualTo(one));
        AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, one));
    }

    [Test]
    public async Task Create_LoginInOtherCase_IsATokenOfTheUser()
    {
        var reply = await Api.CreateAsync(Users.Ordinary with { Login = Users.Ordinary.Login.ToUpperInvariant() });
        AssertToken(reply);
        AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, (string)reply.Value!));
    }

    [Test]
    public async Task Create_UserWithoutSite_IsAToken() => AssertToken(await Api.CreateAsync(Users.WithoutSite));

    [Test]
    public async Task Create_UnknownParameter_IsIgnored() => AssertToken(await Api.CreateAsync(Users.Ordinary, ("colour", "blue")));

    [TestCase("yyyy-MM-dd")]
    [TestCase("yyyy-MM-dd HH:mm:ss")]
    public async Task Create_ExpireDate_IsAToken(string format)
    {
        var tomorrow = DateTime.UtcNow.AddDays(1).ToString(format, CultureInfo.InvariantCulture);
        AssertToken(await Api.CreateAsync(Users.Ordinary, ("expireDate", tomorrow)));
    }

    [Test]
    public async Task Create_ExpireDateInThePast_IsATokenThatIsRefused()
    {
        var reply = await Api.CreateAsync(Users.Ordinary, ("expireDate", "2020-01-01"));
        AssertToken(reply);
        AssertError(await Api.FailPreferenceAsync(Users.Ordinary.Login, (string)reply.Value!), NoAccessStatus);
    }

    [Test]
    public async Task Create_ExpireDateUnreadable_IsRefused() => AssertError(await Api.CreateAsync(Users.Ordinary, ("expireDate", "whenever")), 200);

    [TestCase("userLogin")]
    [TestCase("passwordConfirmation")]
    [TestCase("description")]
    public async Task Create_ParameterEmpty_IsRefused(string name) => AssertError(await Api.CreateAsync(Users.Ordinary, (name, "")), 200);

    [TestCase("0")]
    [TestCase(" \t ")]
    public async Task Create_DescriptionOfNothing_IsRefused(string description) =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("description", description)), 200);

    [Test]
    public async Task Create_DescriptionOf100_IsAToken() => AssertToken(await Api.CreateAsync(Users.Ordinary, ("description", new string('ü', 100))));

    [Test]
    public async Task Create_DescriptionOf101_IsRefused() => AssertError(await Api.CreateAsync(Users.Ordinary, ("description", new string('x', 101))), 200);

    [Test]
    public async Task Create_DescriptionOf102WhenEscaped_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("description", new string('\'', 17))), 200);

    [Test]
    public async Task Create_DescriptionOf100WithBlanksAround_IsAToken() =>
        AssertToken(await Api.CreateAsync(Users.Ordinary, ("description", $"  {new string('x', 100)}  ")));

    [Test]
    public async Task Create_WrongPassword_IsRefused() =>
        AssertError(await Api.FailToCreateAsync(Users.Ordinary, ("passwordConfirmation", "certainly-not-this")), 200);

    [Test]
    public async Task Create_UnknownUser_IsRefused() => AssertError(await Api.FailToCreateAsync(Users.Ordinary, ("userLogin", "nobody-of-this-name")), 200);

    [Test]
    public async Task Create_PasswordOfFive_IsRefused() => AssertError(await Api.CreateAsync(Users.Ordinary, ("passwordConfirmation", "short")), 200);

    [Test]
    public async Task Create_StaleTokenAlong_IsRefusedFrom5On()
    {
        var reply = await Api.FailToCreateAsync(Users.Ordinary, ("token_auth", MadeUp));
        if (Major >= 5)
        {
            AssertError(reply, 401);
        }
        else
        {
            AssertToken(reply);
        }
    }

    [Test]
    public async Task Create_TwoFactorWithoutCode_IsRefused() => AssertError(await Api.CreateAsync(Users.WithTwoFactor), 401);

    [Test]
    public async Task Create_TwoFactorWithWrongCode_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.WithTwoFactor, ("authCode", _codes.Wrong())), 401);

    [Test]
    public async Task Create_TwoFactorCode_WorksOnce()
    {
        var code = _codes.Next();
        AssertToken(await Api.CreateAsync(Users.WithTwoFactor, ("authCode", code)));
        AssertError(await Api.CreateAsync(Users.WithTwoFactor, ("authCode", code)), 401);
    }

    [Test]
    public async Task Create_CodeForUserWithoutTwoFactor_IsIgnored() => AssertToken(await Api.CreateAsync(Users.Ordinary, ("authCode", "123456")));

    [Test]
    public async Task GetTokenAuth_IsUnknown() => AssertError(await Api.PlainTokenAsync(Users.Ordinary), Major >= 5 ? 400 : 200);
}
