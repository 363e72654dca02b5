using Matomo.StandIn.Faults;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Tests.Network;

namespace Matomo.Tokens.Tests.Api.Client;

/// <summary>Between this host and Matomo.</summary>
[Parallelizable(ParallelScope.All)]
public class NetworkTest
{
    private const string Doubt = "may have made a token";

    [Test]
    public async Task NameThatDoesNotResolve_IsUnreachable()
    {
        await using var site = await StartAsync("http://nonexistent.invalid/");
        await site.FailAsync(TokenErrorCode.Unreachable, "nonexistent.invalid", "does not resolve", "DNS", "Nothing was sent");
        Assert.That(Directory.GetFileSystemEntries(site.Folder), Is.Empty);
    }

    [Test]
    public async Task RefusedConnection_IsUnreachable()
    {
        var port = LocalServer.FreePort();
        await using var site = await StartAsync($"http://127.0.0.1:{port}/");
        await site.FailAsync(TokenErrorCode.Unreachable, "127.0.0.1", $"{port}", "firewall", "Nothing was sent");
    }

    [Test]
    public async Task HandshakeWithoutAnswer_IsATimeoutBeforeSending()
    {
        using var server = LocalServer.Silent();
        await using var site = await StartAsync($"https://127.0.0.1:{server.Port}/");
        var failure = await site.FailAsync(TokenErrorCode.Timeout, "1 second", "Nothing was sent", "firewall");
        Assert.That(failure.Message, Does.Not.Contain(Doubt));
    }

    [Test]
    public async Task NotTls_IsTlsFailed()
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Url = new Uri($"https://127.0.0.1:{site.Matomo.Url.Port}/") };
        await site.FailAsync(TokenErrorCode.TlsFailed, "Nothing was sent");
        site.MadeNothing();
    }

    [Test]
    public async Task ServerGoneBetweenRuns_KeepsTheFile()
    {
        await using var site = await ApiSite.StartAsync();
        await site.RunAsync(TokenAction.Created);
        var value = File.ReadAllText(site.TokenFile);
        site.Api = site.Api with { Url = new Uri($"http://127.0.0.1:{LocalServer.FreePort()}/") };
        await site.FailAsync(TokenErrorCode.Unreachable);
        Assert.That(File.ReadAllText(site.TokenFile), Is.EqualTo(value));
    }

    [TestCase(FaultKind.HangBefore, 0)]
    [TestCase(FaultKind.HangAfter, 1)]
    public async Task TimeoutOfCreation_LeavesADoubtAndIsNotAskedAgain(FaultKind fault, int made)
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Timeout = TimeSpan.FromSeconds(1) };
        site.BreakCreation(new Fault(fault) { Seconds = 20 });
        await site.FailAsync(TokenErrorCode.Timeout, "1 second", Doubt);
        Assert.That(site.TokensMade, Is.EqualTo(made));
        Assert.That(site.CreationsSent, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task TimeoutOfVerification_LeavesNoDoubt()
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Timeout = TimeSpan.FromSeconds(1) };
        site.Matomo.Faults.Add(new Fault(FaultKind.HangAfter) { Seconds = 20 });
        await site.FailAsync(TokenErrorCode.Timeout, ApiSite.Known(site.Give("alice")), "Nothing was changed");
    }

    [Test]
    public async Task ClosedKeepAliveConnection_CreationIsSentOnce()
    {
        await using var site = await ApiSite.StartAsync();
        site.BreakCreation(new Fault(FaultKind.CloseAfter) { Times = 1 });
        await site.FailAsync(TokenErrorCode.Unreachable, Doubt);
        Assert.That(site.Matomo.Requests.DistinctBy(request => request.ConnectionId).Count(), Is.EqualTo(1), "the connection was reused");
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(site.TokensMade, Is.EqualTo(1));
    }

    private static async Task<ApiSite> StartAsync(string url)
    {
        var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Url = new Uri(url), Timeout = TimeSpan.FromSeconds(1) };
        return site;
    }
}
