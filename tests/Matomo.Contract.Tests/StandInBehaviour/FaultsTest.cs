using System.Net;
using Matomo.Contract.Tests.Calls;
using Matomo.StandIn.Faults;
using Newtonsoft.Json.Linq;

namespace Matomo.Contract.Tests.StandInBehaviour;

public sealed class FaultsTest : StandInFixture
{
    [TestCase(FaultKind.RedirectToHttps, 302)]
    [TestCase(FaultKind.InstallerPage, 200)]
    [TestCase(FaultKind.HtmlError, 500)]
    [TestCase(FaultKind.Maintenance, 503)]
    [TestCase(FaultKind.BasicAuthentication, 401)]
    public async Task WebServerFault_IsHtmlAndCreatesNothing(FaultKind kind, int status)
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(kind);
        var reply = await Api.CreateAsync(Alice);
        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(reply.ContentType, Is.EqualTo("text/html; charset=utf-8"));
        Assert.That(reply.IsJson, Is.False);
        Assert.That(StandIn.Tokens.Rows, Is.Empty);
    }

    [Test]
    public async Task RedirectToHttps_NamesTheSamePlace()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(FaultKind.RedirectToHttps);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await http.GetAsync(new Uri(StandIn.Url, "index.php?module=API&x=1"));
        Assert.That(response.Headers.Location, Is.EqualTo(new Uri($"https://127.0.0.1:{StandIn.Url.Port}/index.php?module=API&x=1")));
    }

    [TestCase("3.14.1", 500)]
    [TestCase("4.16.1", 500)]
    [TestCase("6.0.0", 500)]
    public async Task DatabaseDown_IsJson(string version, int status)
    {
        await StartAsync(version);
        StandIn.Faults.Add(FaultKind.DatabaseDown);
        var reply = await AnonymousPreferenceAsync();
        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(reply.IsError, Is.True);
    }

    [Test]
    public async Task DatabaseDown_HasTheBytesOfTheFacts()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(FaultKind.DatabaseDown);
        Assert.That((await Api.CallAsync(Creation)).Body, Is.EqualTo("{\"result\":\"error\",\"message\":\"Database access denied\"}"));
    }

    [TestCase("3.14.1", 200)]
    [TestCase("4.16.1", 200)]
    [TestCase("6.0.0", 401)]
    public async Task AddressNotAllowed_IsJson(string version, int status)
    {
        await StartAsync(version);
        StandIn.Faults.Add(FaultKind.AddressNotAllowed);
        var reply = await AnonymousPreferenceAsync();
        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(reply.IsError, Is.True);
        Assert.That(reply.Message, Does.Contain("127.0.0.1"));
    }

    [Test]
    public async Task BasicAuthentication_WithCredentials_Passes()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(new Fault(FaultKind.BasicAuthentication) { UserName = "u", Password = "p" });
        using var http = new HttpClient(new HttpClientHandler { Credentials = new NetworkCredential("u", "p") });
        var body = await http.GetStringAsync(
            new Uri(StandIn.Url, "index.php?module=API&format=json&method=UsersManager.hasSuperUserAccess"));
        Assert.That(body, Is.EqualTo("{\"value\":false}"));
    }

    [TestCase(FaultKind.NotJson)]
    [TestCase(FaultKind.TruncatedJson)]
    public async Task SpoiledBody_IsNoJsonThoughTheTokenIsThere(FaultKind kind)
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(kind);
        var reply = await Api.CreateAsync(Alice);
        Assert.That(reply.Status, Is.EqualTo(200));
        Assert.That(reply.IsJson, Is.False);
        Assert.That(StandIn.Tokens.Rows, Has.Count.EqualTo(1));
    }

    [TestCase(FaultKind.CutBody)]
    [TestCase(FaultKind.CloseAfter)]
    public async Task BrokenConnection_ThoughTheTokenIsThere(FaultKind kind)
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(kind, Creation, times: 1);
        Assert.That(async () => await Api.CreateAsync(Alice), Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>());
        Assert.That(StandIn.Tokens.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OversizedBody_IsJsonOfThatSize()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(new Fault(FaultKind.OversizedBody) { Bytes = 3_000_000 });
        var reply = await Api.CallAsync("API.getMatomoVersion");
        Assert.That(((string)reply.Value!).Length, Is.EqualTo(3_000_000));
    }

    [TestCase(FaultKind.HangBefore, 0)]
    [TestCase(FaultKind.HangAfter, 1)]
    public async Task Hang_IsNotAnswered(FaultKind kind, int tokens)
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(new Fault(kind) { Seconds = 60 });
        var call = Api.CreateAsync(Alice);
        Assert.That(await Task.WhenAny(call, Task.Delay(400)), Is.Not.SameAs(call));
        Assert.That(StandIn.Tokens.Rows, Has.Count.EqualTo(tokens));
        await StandIn.DisposeAsync();
        Assert.That(async () => await call, Throws.Exception);
    }

    [Test]
    public async Task Times_EndsTheFault()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(FaultKind.HtmlError, times: 2);
        var replies = new[] { await AnonymousPreferenceAsync(), await AnonymousPreferenceAsync(), await AnonymousPreferenceAsync() };
        Assert.That(replies.Select(reply => reply.Status), Is.EqualTo(new[] { 500, 500, 200 }));
    }

    [Test]
    public async Task Skip_LetsTheFirstPass()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(new Fault(FaultKind.HtmlError) { Skip = 1 });
        var replies = new[] { await AnonymousPreferenceAsync(), await AnonymousPreferenceAsync() };
        Assert.That(replies.Select(reply => reply.Status), Is.EqualTo(new[] { 200, 500 }));
    }

    [Test]
    public async Task Method_SparesTheOthers()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(FaultKind.HtmlError, Creation);
        Assert.That((await AnonymousPreferenceAsync()).Status, Is.EqualTo(200));
        Assert.That((await Api.CreateAsync(Alice)).Status, Is.EqualTo(500));
    }

    [Test]
    public async Task Request_IsRecordedWhateverItMeets()
    {
        await StartAsync("6.0.0");
        StandIn.Faults.Add(FaultKind.CloseAfter, times: 1);
        Assert.That(async () => await Api.CreateAsync(Alice), Throws.Exception);
        var request = StandIn.Requests.Single();
        Assert.That(request.Method, Is.EqualTo(Creation));
        Assert.That(request.HttpMethod, Is.EqualTo("POST"));
        Assert.That(request.Form["userLogin"], Is.EqualTo("alice"));
        Assert.That(request.Query["format"], Is.EqualTo("json"));
        StandIn.ClearRequests();
        Assert.That(StandIn.Requests, Is.Empty);
    }

    [Test]
    public async Task ControlEndpoints_DoTheSame()
    {
        await StartAsync("6.0.0");
        using var http = new HttpClient { BaseAddress = StandIn.Url };
        using var fault = MatomoApi.Json(new JObject { ["kind"] = "close_after", ["times"] = 1 });
        using var set = await http.PostAsync(new Uri("stand-in/faults", UriKind.Relative), fault);
        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(async () => await Api.CreateAsync(Alice), Throws.Exception);
        var state = JObject.Parse(await http.GetStringAsync(new Uri("stand-in/state", UriKind.Relative)));
        Assert.That((string?)state["tokens"]?[0]?["hash"], Is.EqualTo(StandIn.Tokens.Rows[0].Hash));
        Assert.That(state["faults"]?.Count(), Is.Zero);
    }

    [Test]
    public async Task ControlEndpoints_UnknownFault_Is400()
    {
        await StartAsync("6.0.0");
        using var http = new HttpClient { BaseAddress = StandIn.Url };
        using var fault = MatomoApi.Json(new JObject { ["kind"] = "earthquake" });
        using var response = await http.PostAsync(new Uri("stand-in/faults", UriKind.Relative), fault);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
