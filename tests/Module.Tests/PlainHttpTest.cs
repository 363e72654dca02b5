using Matomo.StandIn;

namespace MatomoToken.Tests;

/// <summary>A host that is not the loopback is reached by way of a proxy, which the stand-in is as well.</summary>
[NonParallelizable]
public class PlainHttpTest
{
    private const string Elsewhere = "http://stats.example.org/";

    private Site _site = null!;

    /// <summary>.NET reads the environment at its first use of a proxy; every other test has use_proxy: false.</summary>
    [OneTimeSetUp]
    public async Task StartProxy()
    {
        _site = await Site.StartAsync(new StandInOptions());
        foreach (var name in new[] { "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY" })
            Environment.SetEnvironmentVariable(name, null);

        Environment.SetEnvironmentVariable("http_proxy", _site.Matomo.Url.ToString());
    }

    [OneTimeTearDown]
    public async Task StopProxy()
    {
        Environment.SetEnvironmentVariable("http_proxy", null);
        await _site.DisposeAsync();
    }

    [Test]
    public async Task PlainHttpElsewhere_IsWarnedOf()
    {
        var answer = await _site.RunAsync(("url", Elsewhere), ("use_proxy", true), ("known_token", ""));
        answer.IsSuccess("created", true);
        Assert.That(answer.Warnings, Has.Some.Contains("stats.example.org").And.Some.Contains("https"));
    }

    [Test]
    public async Task PlainHttpElsewhere_IsWarnedOfWhenTheTaskFails()
    {
        var answer = await _site.RunAsync(("url", Elsewhere), ("use_proxy", true), ("known_token", ""), ("password", "wrong-password"));
        answer.IsFailure("authentication_failed");
        Assert.That(answer.Warnings, Has.Exactly(1).Contains("stats.example.org"));
    }

    [Test]
    public async Task PlainHttpToTheLoopback_IsNot()
    {
        var answer = await _site.RunAsync(("known_token", ""));
        answer.IsSuccess("created", true);
        Assert.That(answer.Warnings, Is.Empty);
    }
}
