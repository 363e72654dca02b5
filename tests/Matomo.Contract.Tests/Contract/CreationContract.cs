using Matomo.Contract.Tests.Calls;
using Matomo.Contract.Tests.Targets;

namespace Matomo.Contract.Tests.Contract;

/// <summary>UsersManager.createAppSpecificTokenAuth, from Matomo 4 on.</summary>
[TestFixtureSource(typeof(ContractTargets), nameof(ContractTargets.Matomo4AndLater))]
public sealed class CreationContract(ContractTarget target) : ContractFixture(target)
{
    private const string TwoDates = "2000-01-01,2000-01-02";
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
        AssertError(await Api.FailPreferenceAsync(Users.Ordinary.Login, (string)reply.Value!), Version.NoAccessStatus);
    }

    [Test]
    public async Task Create_ExpireDateUnreadable_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("expireDate", "whenever")), 200);

    [TestCase("userLogin")]
    [TestCase("passwordConfirmation")]
    [TestCase("description")]
    public async Task Create_ParameterEmpty_IsRefused(string name) =>
        AssertError(await Api.CreateAsync(Users.Ordinary, (name, "")), Version.MissingParameterStatus);

    [Test]
    public async Task Create_DescriptionZero_IsRefused() => AssertError(await Api.CreateAsync(Users.Ordinary, ("description", "0")), 200);

    /// <summary>From 6.0 on they are a description.</summary>
    [Test]
    public async Task Create_DescriptionOfBlanks_IsMissing()
    {
        var reply = await Api.CreateAsync(Users.Ordinary, ("description", " \t "));
        if (Version.TakesBlanksAsTheyAre)
            AssertToken(reply);
        else
            AssertError(reply, Version.MissingParameterStatus);
    }

    [Test]
    public async Task Create_DescriptionOf100_IsAToken() =>
        AssertToken(await Api.CreateAsync(Users.Ordinary, ("description", new string('ü', 100))));

    [Test]
    public async Task Create_DescriptionOf101_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("description", new string('x', 101))), 200);

    [Test]
    public async Task Create_DescriptionOf102WhenEscaped_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("description", new string('\'', 17))), 200);

    /// <summary>From 6.0 on the blanks count.</summary>
    [Test]
    public async Task Create_DescriptionOf100WithBlanksAround_IsATokenBefore6()
    {
        var reply = await Api.CreateAsync(Users.Ordinary, ("description", $"  {new string('x', 100)}  "));
        if (Version.TakesBlanksAsTheyAre)
            AssertError(reply, 200);
        else
            AssertToken(reply);
    }

    [Test]
    public async Task Create_WrongPassword_IsRefusedAheadOfTheDate()
    {
        var reply = await Api.FailToCreateAsync(Users.Ordinary, ("passwordConfirmation", "certainly-not-this"), ("expireDate", TwoDates));
        AssertError(reply, 200);
        Assert.That(reply.Message, Does.Not.Contain(TwoDates));
    }

    [Test]
    public async Task Create_UnknownUser_IsRefused() =>
        AssertError(await Api.FailToCreateAsync(Users.Ordinary, ("userLogin", "nobody-of-this-name")), 200);

    [Test]
    public async Task Create_PasswordOfFive_IsRefused() =>
        AssertError(await Api.CreateAsync(Users.Ordinary, ("passwordConfirmation", "short")), 200);

    [Test]
    public async Task Create_StaleTokenAlong_IsRefusedFrom5On()
    {
        var reply = await Api.FailToCreateAsync(Users.Ordinary, ("token_auth", MadeUp));
        if (Major >= 5)
            AssertError(reply, 401);
        else
            AssertToken(reply);
    }

    /// <summary>By it the client knows that a password is right before it makes a token.</summary>
    [Test]
    public async Task Create_TwoDates_AreRepeatedWhenThePasswordIsRight()
    {
        var reply = await Api.CreateAsync(Users.WithTwoFactor, ("expireDate", TwoDates));
        AssertError(reply, 200);
        Assert.That(reply.Message, Does.Contain(TwoDates));
    }

    [TestCase("secureOnly", "1")]
    [TestCase("secureOnly", "0")]
    public async Task Create_SecureOnly_IsATokenThatNoUrlMayHold(string name, string value)
    {
        var token = (string)(await Api.CreateAsync(Users.Ordinary, (name, value))).Value!;
        AssertValue(await Api.PreferenceAsync(Users.Ordinary.Login, token));
        var refused = value == "1" && Version.TakesSecureOnly;
        var inUrl = await Api.SendAsync(
            "UsersManager.getUserPreference",
            $"&token_auth={token}",
            MatomoApi.Form(("userLogin", Users.Ordinary.Login), ("preferenceName", "defaultReport")));
        Assert.That(inUrl.IsError, Is.EqualTo(refused), inUrl.ToString());
    }

    [Test]
    public async Task Create_TwoFactorWithoutCode_IsRefused() => AssertError(await FailWithCodeAsync(), 401);

    [Test]
    public async Task Create_TwoFactorWithWrongCode_IsRefused() => AssertError(await FailWithCodeAsync(("authCode", _codes.Wrong())), 401);

    [Test]
    public async Task Create_TwoFactorCode_WorksOnce()
    {
        var code = _codes.Next();
        AssertToken(await Api.CreateAsync(Users.WithTwoFactor, ("authCode", code)));
        AssertError(await FailWithCodeAsync(("authCode", code)), 401);
    }

    [Test]
    public async Task Create_CodeForUserWithoutTwoFactor_IsIgnored() =>
        AssertToken(await Api.CreateAsync(Users.Ordinary, ("authCode", "123456")));

    [Test]
    public async Task GetTokenAuth_IsUnknown() => AssertError(await Api.PlainTokenAsync(Users.Ordinary), Version.UnknownMethodStatus);

    private Task<ApiReply> FailWithCodeAsync(params (string Name, string Value)[] fields) =>
        Version.CountsFailedCodes ? Api.FailToCreateAsync(Users.WithTwoFactor, fields) : Api.CreateAsync(Users.WithTwoFactor, fields);
}
