using System.Diagnostics;
using System.Net.Http;
using Matomo.StandIn.Faults;
using Matomo.Tokens.Api.Client;
using Matomo.Tokens.Api.Tokens;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using Moq;
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
        await site.FailAsync(TokenErrorCode.TlsFailed, "does not speak TLS", "Nothing was sent");
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

    [TestCase("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n")]
    public async Task AnswerThatTrickles_EndsWithTheTimeout(string beginning)
    {
        using var server = new LocalServer(client => TrickleAsync(client, beginning));
        await using var site = await StartAsync($"http://127.0.0.1:{server.Port}/");
        var clock = Stopwatch.StartNew();
        await site.FailAsync(TokenErrorCode.Timeout, "no complete answer within 1 second");
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1) + Busy.Slack));
    }

    [Test]
    public async Task AnswerThatIsNotHttp_IsNotQuoted()
    {
        using var server = LocalServer.Saying("SSH-2.0-marked\r\n\r\n"u8.ToArray());
        await using var site = await StartAsync($"http://127.0.0.1:{server.Port}/");
        var failure = await site.FailAsync(TokenErrorCode.Unreachable, "not HTTP");
        Assert.That(failure.Message, Does.Not.Contain("marked"));
    }

    // A server in front that drops kept-alive connections would leave it open whether the token was made.
    [Test]
    public async Task Creation_HasAConnectionOfItsOwn()
    {
        await using var site = await ApiSite.StartAsync();
        for (var run = 0; run < 2; run++)
            await site.RunAsync(TokenAction.Created, Sample.Present with { Recreate = RecreateMode.Always });

        var connections = site.Matomo.Requests.Select(request => request.ConnectionId).ToList();
        Assert.That(connections.Distinct().Count(), Is.EqualTo(4), "for each of two runs");
        Assert.That(connections[0], Is.EqualTo(connections[1]), "version and password");
        Assert.That(connections[2], Is.Not.EqualTo(connections[1]), "token");
    }

    [Test]
    public async Task LostConnection_CreationIsSentOnce()
    {
        await using var site = await ApiSite.StartAsync();
        site.BreakCreation(new Fault(FaultKind.CloseAfter) { Times = 1 });
        await site.FailAsync(TokenErrorCode.Unreachable, Doubt);
        Assert.That(site.CreationsSent, Is.EqualTo(1));
        Assert.That(site.TokensMade, Is.EqualTo(1));
    }

    [Test]
    public async Task StopDuringCreation_WaitsForTheAnswer()
    {
        await using var site = await ApiSite.StartAsync();
        var underWay = new Mock<IDisposable>();
        var begins = new Mock<Func<TimeSpan, IDisposable>>();
        begins.Setup(begin => begin(site.Api.Timeout)).Returns(underWay.Object);
        site.Api = site.Api with { CreationBegins = begins.Object };
        site.BreakCreation(new Fault(FaultKind.HangAfter) { Seconds = 1 });
        using var stop = new CancellationTokenSource();
        var run = site.RunAsync(TokenAction.Created, cancellationToken: stop.Token);
        while (site.TokensMade == 0 && !run.IsCompleted)
            await Task.Delay(20);

        underWay.Verify(end => end.Dispose(), Times.Never);
        await stop.CancelAsync();
        await run;
        begins.Verify(begin => begin(It.IsAny<TimeSpan>()), Times.Once);
        underWay.Verify(end => end.Dispose(), Times.Once);
        Assert.That(site.Matomo.Tokens.Find(File.ReadAllText(site.TokenFile)), Is.Not.Null);
    }

    [Test]
    public async Task StopBeforeCreation_EndsTheRunAtOnce()
    {
        await using var site = await ApiSite.StartAsync();
        site.Matomo.Faults.Add(new Fault(FaultKind.HangAfter) { Seconds = 20 });
        using var stop = new CancellationTokenSource();
        var run = site.RunAsync(TokenAction.Created, cancellationToken: stop.Token);
        while (site.Calls.Count == 0 && !run.IsCompleted)
            await Task.Delay(20);

        await stop.CancelAsync();
        var failure = await Assert.ThrowsAsync<TokenException>(() => run.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.That(failure!.Message, Does.Contain("told to end").And.Contain("Nothing was changed"));
        site.MadeNothing();
    }

    // What .NET says of a proxy has the password that the environment gave for it.
    [TestCase("The proxy tunnel request to proxy 'http://user:marked@proxy.example.org:3128/' failed with status code '403'.")]
    [TestCase("The proxy tunnel request to proxy 'http://mar:ked@marked@proxy.example.org:3128/' failed with status code '407'.")]
    public void Proxy_IsToldWithoutItsPassword(string message)
    {
        var cause = new HttpRequestException(HttpRequestError.ProxyTunnelError, message);
        var options = new ApiOptions { Url = new Uri("https://stats.example.org/") };
        var failure = new TransportFailure(MatomoMethods.CreateNothing, options, connected: false).From(cause, tlsRefusal: null);
        Assert.That(failure.Message, Does.Contain("proxy.example.org:3128").And.Contain("status code"));
        Assert.That(failure.Message, Does.Not.Contain("marked").And.Not.Contain("mar:ked"));
    }

    private static async Task TrickleAsync(Stream client, string beginning)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        while (true)
        {
            await client.WriteAsync("x"u8.ToArray());
            await Task.Delay(100);
        }
    }

    private static async Task<ApiSite> StartAsync(string url)
    {
        var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Url = new Uri(url), Timeout = TimeSpan.FromSeconds(1) };
        return site;
    }
}
