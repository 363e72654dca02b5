using Newtonsoft.Json.Linq;
using Tests.Network;

namespace MatomoToken.Tests;

public class HttpOptionsTest
{
    [Test]
    public async Task HeadersAndAgent_AreSent()
    {
        await using var site = await Site.StartAsync();
        var given = new Dictionary<string, object> { ["X-Trace"] = "playbook 7", ["X-Count"] = 3 };
        await site.RunWithFileAsync(("headers", given), ("http_agent", "ansible/2.19"));
        var headers = site.Matomo.Requests[^1].Headers;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers["X-Trace"], Is.EqualTo("playbook 7"));
            Assert.That(headers["X-Count"], Is.EqualTo("3"));
            Assert.That(headers["User-Agent"], Is.EqualTo("ansible/2.19"));
        }
    }

    [Test]
    public async Task HeadersAsText_AreRead()
    {
        await using var site = await Site.StartAsync();
        (await site.RunWithFileAsync(("headers", "X-Trace=one,X-Other=two"))).IsSuccess("created", true);
        Assert.That(site.Matomo.Requests[0].Headers["X-Other"], Is.EqualTo("two"));
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

    [Test]
    public async Task UrlForms_AreTheSameMatomo()
    {
        await using var site = await Site.StartAsync();
        await site.RunWithFileAsync(("url", site.Matomo.Url.ToString().TrimEnd('/')));
        site.Matomo.ClearRequests();
        (await site.RunWithFileAsync(("url", site.Matomo.Url + "index.php"))).IsSuccess("none", false);
        Assert.That(site.Calls, Has.Count.EqualTo(1));
    }

    // The end of the password is cut off: what remains would not be recognised.
    [Test]
    public async Task ServersText_IsMaskedBeforeItIsCut()
    {
        var page = $"<title>{new string('x', 290)}marked-password</title>";
        using var server = new LocalServer(async client =>
        {
            _ = await client.ReadAsync(new byte[64 * 1024]);
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {page.Length}\r\n\r\n{page}"));
        });
        await using var site = await Site.StartAsync();
        var answer = await site.RunWithFileAsync(("url", $"http://127.0.0.1:{server.Port}/"), ("password", "marked-password"));
        answer.IsFailure("not_matomo", "xxx****");
        Assert.That(answer.Message, Does.Not.Contain("marked"));
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
        if (url.Contains('@', StringComparison.Ordinal))
            Assert.That(answer.Text, Does.Not.Contain("marked-password"));

        Assert.That(site.Calls, Is.Empty);
    }
}
