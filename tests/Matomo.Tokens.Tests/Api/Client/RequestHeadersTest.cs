using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;

namespace Matomo.Tokens.Tests.Api.Client;

[Parallelizable(ParallelScope.All)]
public class RequestHeadersTest
{
    [Test]
    public async Task HeadersAndAgent_AreSentWithEveryRequest()
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Headers = Header("X-Trace", "playbook 7"), UserAgent = "ansible/2.19" };
        await site.RunAsync(TokenAction.Created);
        Assert.That(site.Matomo.Requests, Has.Count.EqualTo(3));
        foreach (var headers in site.Matomo.Requests.Select(request => request.Headers))
        {
            Assert.That(headers["X-Trace"], Is.EqualTo("playbook 7"));
            Assert.That(headers["User-Agent"], Is.EqualTo("ansible/2.19"));
        }
    }

    [Test]
    public async Task DefaultAgent_IsOurs()
    {
        await using var site = await ApiSite.StartAsync();
        await site.RunAsync(TokenAction.Created);
        Assert.That(site.Matomo.Requests.Select(request => request.Headers["User-Agent"]), Has.All.EqualTo("matomo_token"));
    }

    [TestCase("Content-Type", "application/json")]
    [TestCase("content-length", "0")]
    [TestCase("Transfer-Encoding", "chunked")]
    [TestCase("Host", "example.org")]
    [TestCase("X-Trace", "one\r\nX-Two: two")]
    [TestCase("X-Trace", "one\nX-Two: two")]
    [TestCase("X-Tr\nace", "one")]
    [TestCase("X Trace", "one")]
    [TestCase("X-Trace:", "one")]
    [TestCase("", "one")]
    [TestCase("Authorization", "Bearer 0123456789abcdef0123456789abcdef", "Bearer", "Matomo 5.4")]
    [TestCase("authorization", "bearer x", "Bearer")]
    [TestCase("AUTHORIZATION", "  BEARER  x", "Bearer")]
    public async Task HeaderThatIsNotTheCallers_FailsBeforeAnyRequest(string name, string value, params string[] words)
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Headers = Header(name, value) };
        await site.FailAsync(TokenErrorCode.InvalidArguments, ["Nothing was sent", .. words]);
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("Authorization", "Basic d2ViOnBhc3M=")]
    [TestCase("Proxy-Authorization", "Bearer x")]
    [TestCase("X-Authorization", "Bearer x")]
    [TestCase("Authorization", "Bearers x")]
    public async Task HeaderOfSomethingInFront_IsSent(string name, string value)
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Headers = Header(name, value) };
        await site.RunAsync(TokenAction.Created);
        Assert.That(site.Matomo.Requests[0].Headers[name], Is.EqualTo(value));
    }

    [TestCase("User-Agent")]
    [TestCase("user-agent")]
    public async Task AgentAmongTheHeaders_Counts(string name)
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Headers = Header(name, "Mozilla/5.0"), UserAgent = "ansible/2.19" };
        await site.RunAsync(TokenAction.Created);
        Assert.That(site.Matomo.Requests.Select(request => request.Headers["User-Agent"]), Has.All.EqualTo("Mozilla/5.0"));
    }

    [TestCase("agent\nX-Two: two")]
    [TestCase("ägent")]
    public async Task AgentThatNoHeaderCanCarry_FailsBeforeAnyRequest(string agent)
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { UserAgent = agent };
        await site.FailAsync(TokenErrorCode.InvalidArguments, "user agent", "Nothing was sent");
        Assert.That(site.Calls, Is.Empty);
    }

    private static Dictionary<string, string> Header(string name, string value) => new() { [name] = value };
}
