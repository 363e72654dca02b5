using Matomo.Tokens.Requests;

namespace Matomo.Tokens.Tests.Api.Tokens;

/// <summary>A live value that an earlier run left in its pending file is offered to Matomo before it is thrown away.</summary>
[Parallelizable(ParallelScope.All)]
public class PendingFileTest
{
    [Test]
    public async Task NewValueInEveryRun_ThePendingOneIsThisRuns()
    {
        await using var site = await ApiSite.StartAsync();
        site.Credentials.Clear();
        var left = Leave(site);
        var outcome = await site.RunAsync(TokenAction.Created, site.InFile with { Recreate = RecreateMode.Always });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Value!.Reveal(), Is.EqualTo(left));
            Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(left));
            Assert.That(File.Exists(Pending(site)), Is.False);
        }
    }

    [Test]
    public async Task AnotherValueIsRequested_AWarningTellsOfThePendingOne()
    {
        await using var site = await ApiSite.StartAsync();
        site.Credentials.Clear();
        Leave(site);
        var requested = site.Give("alice");
        await site.RunAsync(TokenAction.Updated, site.InFile with { Value = Sample.Value(requested) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(site.Warnings, Has.One.Contains("nothing uses").And.One.Contains(Sample.Description));
            Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(requested));
            Assert.That(File.Exists(Pending(site)), Is.False);
        }
    }

    private static string Leave(ApiSite site)
    {
        var value = site.Give("alice");
        File.WriteAllText(Pending(site), value);
        return value;
    }

    private static string Pending(ApiSite site) =>
        Path.Combine(Path.GetDirectoryName(site.TokenFile)!, $".{Path.GetFileName(site.TokenFile)}.matomo_token-new");
}
