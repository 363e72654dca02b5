using Newtonsoft.Json.Linq;

namespace MatomoToken.Tests;

public class HttpOptionsTest
{
    [Test]
    public async Task HeadersAndAgent_AreSentWithEveryRequest()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync(("headers", new Dictionary<string, object> { ["X-Trace"] = "playbook 7", ["X-Count"] = 3 }), ("http_agent", "ansible/2.19"));
        Assert.That(site.Matomo.Requests, Has.Count.EqualTo(3));
        foreach (var headers in site.Matomo.Requests.Select(request => request.Headers))
            Assert.That((headers["X-Trace"], headers["X-Count"], headers["User-Agent"]), Is.EqualTo(("playbook 7", "3", "ansible/2.19")));
    }

    [Test]
    public async Task HeadersAsText_AreRead()
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("headers", "X-Trace=one,X-Other=two"))).IsSuccess("created", true);
        Assert.That(site.Matomo.Requests[0].Headers["X-Other"], Is.EqualTo("two"));
    }

    [Test]
    public async Task DefaultAgent_IsOurs()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync();
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
    public async Task HeaderThatIsNotTheCallers_FailsBeforeAnyRequest(string name, string value)
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("headers", new Dictionary<string, string> { [name] = value }))).IsFailure("invalid_arguments", "headers");
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("Authorization", "Bearer 0123456789abcdef0123456789abcdef")]
    [TestCase("authorization", "bearer x")]
    [TestCase("AUTHORIZATION", "  BEARER  x")]
    public async Task BearerToken_FailsBeforeAnyRequest(string name, string value)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync(("headers", new Dictionary<string, string> { [name] = value }));
        answer.IsFailure("invalid_arguments", "headers", "Bearer", "Matomo 5.4", "Nothing was sent");
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("""["Bearer header-secret"]""")]
    [TestCase("""{"Bearer": ["header-secret"]}""")]
    public async Task HeaderThatIsNoText_FailsBeforeAnyRequest_NotShown(string value)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync(("headers", new JObject { ["Authorization"] = JToken.Parse(value) }));
        answer.IsFailure("invalid_arguments", "headers", "Authorization", "one text", "Nothing was sent");
        Assert.That(answer.Text, Does.Not.Contain("header-secret"));
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("Authorization", "Basic d2ViOnBhc3M=")]
    [TestCase("Proxy-Authorization", "Bearer x")]
    [TestCase("X-Authorization", "Bearer x")]
    [TestCase("Authorization", "Bearers x")]
    public async Task HeaderOfSomethingInFront_IsSent(string name, string value)
    {
        await using var site = await Site.StartAsync(Site.Newest);
        (await site.RunWithFileAsync(("headers", new Dictionary<string, string> { [name] = value }))).IsSuccess("created", true);
        Assert.That(site.Matomo.Requests[0].Headers[name], Is.EqualTo(value));
    }

    [TestCase("agent\nX-Two: two")]
    [TestCase("ägent")]
    public async Task AgentThatNoHeaderCanCarry_FailsBeforeAnyRequest(string agent)
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("http_agent", agent))).IsFailure("invalid_arguments", "http_agent");
        Assert.That(site.Calls, Is.Empty);
    }

    [TestCase("")]
    [TestCase("index.php")]
    [TestCase("stats")]
    [TestCase("stats/")]
    [TestCase("stats/index.php")]
    [TestCase("a%20b/")]
    public async Task UrlForms_LeadToIndexPhp(string path)
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("url", site.Matomo.Url + path))).IsSuccess("created", true);
        Assert.That(site.Matomo.Requests.Select(request => request.Path), Has.All.EndWith("/index.php"));
    }

    [Test]
    public async Task UrlForms_AreTheSameMatomo()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync(("url", site.Matomo.Url.ToString().TrimEnd('/')));
        site.Matomo.ClearRequests();
        (await site.RunWithFileAsync(("url", site.Matomo.Url + "index.php"))).IsSuccess("none", false);
        Assert.That(site.Calls, Has.Count.EqualTo(1));
    }

    [TestCase("http://web:marked-password@127.0.0.1/", "url_username")]
    [TestCase("http://marked-password@127.0.0.1/", "url_username")]
    [TestCase("http://127.0.0.1/?token_auth=marked-password", "query")]
    [TestCase("http://127.0.0.1/#marked-password", "fragment")]
    [TestCase("ftp://marked-password/", "http or https")]
    [TestCase("marked-password", "http or https")]
    [TestCase("http:///marked-password", "http or https")]
    [TestCase("", "url")]
    public async Task BadUrl_IsRefusedWithoutEchoingIt(string url, string words)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync(("url", url));
        answer.IsFailure("invalid_arguments", words);
        Assert.That(answer.Message, Does.Not.Contain("marked-password"));
        Assert.That(!url.Contains('@', StringComparison.Ordinal) || !answer.Text.Contains("marked-password", StringComparison.Ordinal), answer.Text);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task SecretsStandInNoUrl()
    {
        await using var site = await Site.StartAsync();
        var value = site.Give("alice");
        await site.RunWithFileAsync(("known_token", value), ("recreate", "always"));
        await site.RunAsync(("known_token", value));
        Assert.That(site.Matomo.Requests.Select(request => request.QueryString), Has.All.Not.Contain(value).And.All.Not.Contain("alice"));
        Assert.That(site.Matomo.Requests.Select(request => request.HttpMethod), Has.All.EqualTo("POST"));
    }
}
