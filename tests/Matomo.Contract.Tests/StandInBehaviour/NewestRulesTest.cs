using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.StandInBehaviour;

/// <summary>What is read of versions that nobody has recorded: Matomo's changelog and tracker.</summary>
public sealed class NewestRulesTest : StandInFixture
{
    private const string InBulk = $"method={Creation}&userLogin=alice&passwordConfirmation=alice-password&description=x";
    private const string UseInBulk = "method=UsersManager.hasSuperUserAccess&token_auth=";

    [TestCase("5.8.0", false)]
    [TestCase("5.13.0", true)]
    [TestCase("6.0.0", true)]
    public async Task Creation_WithAnothersToken(string version, bool isRefused)
    {
        await StartAsync(version);
        var token = await Api.TokenOfAsync(new("root", "root-password", null, "superuser"));
        Assert.That((await Api.CreateAsync(Alice, ("token_auth", token))).IsError, Is.EqualTo(isRefused));
    }

    [Test]
    public async Task Creation_WithOwnToken_IsAllowed()
    {
        await StartAsync("6.0.0");
        var token = await Api.TokenOfAsync(Alice);
        Assert.That((await Api.CreateAsync(Alice, ("token_auth", token))).IsError, Is.False);
    }

    [TestCase("5.8.0", 1)]
    [TestCase("5.13.0", 0)]
    public async Task Creation_InBulk(string version, int tokens)
    {
        await StartAsync(version);
        await Api.CallAsync("API.getBulkRequest", ("urls[0]", InBulk));
        Assert.That(StandIn.Tokens.Rows, Has.Count.EqualTo(tokens));
    }

    [TestCase("5.8.0", 200)]
    [TestCase("5.13.0", 400)]
    public async Task Bulk_OfTwoTokens(string version, int status)
    {
        await StartAsync(version);
        var (outer, nested) = (await Api.TokenOfAsync(Alice), await Api.TokenOfAsync(Alice));
        Assert.That(
            (await Api.CallAsync("API.getBulkRequest", ("urls[0]", UseInBulk + nested), ("token_auth", outer))).Status, Is.EqualTo(status));
    }

    [TestCase("5.8.0", 0)]
    [TestCase("5.13.0", 2)]
    public async Task FailedCodes_AreFailedLogins(string version, int failures)
    {
        await StartAsync(version);
        await Api.CreateAsync(WithTwoFactor);
        await Api.CreateAsync(WithTwoFactor, ("authCode", new AuthCodes(WithTwoFactor.TotpSecret!).Wrong()));
        Assert.That(StandIn.FailedLogins.All, Has.Count.EqualTo(failures));
    }

    [TestCase("5.13.0", "x")]
    [TestCase("6.0.0", " x ")]
    public async Task Blanks_Around(string version, string stored)
    {
        await StartAsync(version);
        await Api.CreateAsync(Alice, ("description", " x "));
        Assert.That(StandIn.Tokens.Rows[0].Description, Is.EqualTo(stored));
    }
}
