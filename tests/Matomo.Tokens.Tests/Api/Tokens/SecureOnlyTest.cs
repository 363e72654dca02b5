using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Tests.Api.Tokens;

[Parallelizable(ParallelScope.All)]
public class SecureOnlyTest
{
    [TestCase(ApiSite.Four)]
    [TestCase(ApiSite.Five)]
    [TestCase("5.6.2")]
    public async Task NotKnownToBeTaken_IsRefusedBeforeAnythingIsMade(string version)
    {
        await using var site = await ApiSite.StartAsync(version);
        await site.FailAsync(TokenErrorCode.Unsupported, site.InFile with { SecureOnly = true }, "secure_only", "database");
        site.MadeNothing();
        Assert.That(site.Calls, Is.EqualTo([ApiSite.Creation]));
    }

    [Test]
    public async Task TakenByTheVersion_IsMade()
    {
        await using var site = await ApiSite.StartAsync(ApiSite.Newest);
        foreach (var action in new[] { TokenAction.Created, TokenAction.None })
        {
            var outcome = await site.RunAsync(action, site.InFile with { SecureOnly = true });
            Assert.That(outcome.Token!.SecureOnly, Is.True);
            Assert.That(site.Warnings, Is.Empty);
        }

        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile))!.SecureOnly, Is.True);
    }

    [TestCase(false)]
    [TestCase(null)]
    public async Task NotRequested_IsNotAskedFor(bool? requested)
    {
        await using var site = await ApiSite.StartAsync(ApiSite.Newest);
        await site.RunAsync(TokenAction.Created, site.InFile with { SecureOnly = requested });
        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile))!.SecureOnly, Is.False);
        Assert.That(site.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task LiveTokenTellsAnEarlierVersion_IsRefusedBeforeAnythingIsMade()
    {
        await using var site = await ApiSite.StartAsync("5.7.1");
        await site.RunAsync(TokenAction.Created, site.InFile with { ExpiresIn = Sample.Lifetime("10d") });
        site.Matomo.ClearRequests();
        var renewed = site.InFile with { ExpiresIn = Sample.Lifetime("90d"), RenewBefore = Sample.Lifetime("20d"), SecureOnly = true };
        await site.FailAsync(TokenErrorCode.Unsupported, renewed, "5.7.1", "secure_only");
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(site.PasswordsSent, Is.Zero);
    }

    [Test]
    public async Task NewTokenTellsAnEarlierVersion_IsNotQuiet()
    {
        await using var site = await ApiSite.StartAsync("5.7.1");
        var outcome = await site.RunAsync(TokenAction.Created, site.InFile with { SecureOnly = true });
        Assert.That(outcome.Token!.SecureOnly, Is.False);
        Assert.That(site.Warnings, Has.One.Contains("NOT secure_only").And.Contains("5.7.1"));
    }

    [Test]
    public async Task VersionIsNotTold_IsNotQuiet()
    {
        await using var site = await ApiSite.StartAsync(ApiSite.Newest);
        var dave = site.InFile with { Login = "dave", SecureOnly = true };
        var outcome = await site.RunAsync(TokenAction.Created, dave);
        Assert.That(outcome.Token!.SecureOnly, Is.Null);
        Assert.That(site.Warnings, Has.One.Contains("not known").And.Contains("version"));
        await site.RunAsync(TokenAction.None, dave);
        Assert.That(site.Warnings, Has.One.Contains("was not made secure_only"));
    }
}
