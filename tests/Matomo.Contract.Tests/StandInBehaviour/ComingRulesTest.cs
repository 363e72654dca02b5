using Matomo.Contract.Tests.Calls;

namespace Matomo.Contract.Tests.StandInBehaviour;

public sealed class ComingRulesTest : StandInFixture
{
    private const string InBulk =
        $"method={Creation}&userLogin=alice&passwordConfirmation=alice-password&description=x";

    [TestCase(false, false)]
    [TestCase(true, true)]
    public async Task Creation_WithAnothersToken(bool comingRules, bool isRefused)
    {
        await StartComingAsync(comingRules);
        var token = await Api.TokenOfAsync(new("root", "root-password", null, "superuser"));
        Assert.That((await Api.CreateAsync(Alice, ("token_auth", token))).IsError, Is.EqualTo(isRefused));
    }

    [Test]
    public async Task Creation_WithOwnToken_IsAllowed()
    {
        await StartComingAsync(true);
        var token = await Api.TokenOfAsync(Alice);
        Assert.That((await Api.CreateAsync(Alice, ("token_auth", token))).IsError, Is.False);
    }

    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public async Task Creation_InBulk(bool comingRules, int tokens)
    {
        await StartComingAsync(comingRules);
        await Api.CallAsync("API.getBulkRequest", ("urls[0]", InBulk));
        Assert.That(StandIn.Tokens.Rows, Has.Count.EqualTo(tokens));
    }

    [TestCase(false, false)]
    [TestCase(true, true)]
    public async Task SecureOnly_IsKnown(bool comingRules, bool isSecure)
    {
        await StartComingAsync(comingRules);
        await Api.CreateAsync(Alice, ("secureOnly", "1"));
        Assert.That(StandIn.Tokens.Rows[0].SecureOnly, Is.EqualTo(isSecure));
    }

    private Task StartComingAsync(bool comingRules) => StartAsync("5.2.0", options => options with { ComingRules = comingRules });
}
