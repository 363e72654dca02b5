using Matomo.StandIn.Faults;

namespace MatomoToken.Tests;

/// <summary>Something answers, and it is not what Matomo's API answers. Each fault is met by the first request, and by the creation.</summary>
public class UnexpectedAnswerTest
{
    private const string Doubt = "may have made a token";

    [TestCase(FaultKind.RedirectToHttps, "redirected", "redirects to https://127.0.0.1")]
    [TestCase(FaultKind.InstallerPage, "not_matomo", "Installation")]
    [TestCase(FaultKind.HtmlError, "matomo_error", "500 Internal Server Error")]
    [TestCase(FaultKind.Maintenance, "matomo_error", "maintenance")]
    [TestCase(FaultKind.NotJson, "not_matomo", "not JSON")]
    [TestCase(FaultKind.TruncatedJson, "not_matomo", "cut off")]
    [TestCase(FaultKind.CutBody, "unreachable", "connection was lost")]
    [TestCase(FaultKind.OversizedBody, "not_matomo", "larger than 1024 KiB")]
    [TestCase(FaultKind.CloseAfter, "unreachable", "connection was lost")]
    [TestCase(FaultKind.BasicAuthentication, "authentication_failed", "url_username")]
    public async Task FirstAnswer_EndsTheRun(FaultKind fault, string code, string words)
    {
        await using var site = await Site.StartAsync();
        site.Matomo.Faults.Add(fault);
        var answer = await site.RunWithFileAsync();
        answer.IsFailure(code, words, site.Matomo.Url.ToString());
        Assert.That(answer.Message, Does.Not.Contain(Doubt));
        site.MadeNothing();
        Assert.That(site.Calls, Has.Count.EqualTo(1));
    }

    [TestCase(FaultKind.InstallerPage, "not_matomo", 0, true)]
    [TestCase(FaultKind.HtmlError, "matomo_error", 0, true)]
    [TestCase(FaultKind.Maintenance, "matomo_error", 0, true)]
    [TestCase(FaultKind.NotJson, "not_matomo", 1, true)]
    [TestCase(FaultKind.TruncatedJson, "not_matomo", 1, true)]
    [TestCase(FaultKind.CutBody, "unreachable", 1, true)]
    [TestCase(FaultKind.OversizedBody, "not_matomo", 1, true)]
    [TestCase(FaultKind.CloseAfter, "unreachable", 1, true)]
    [TestCase(FaultKind.RedirectToHttps, "redirected", 0, false)]
    public async Task AnswerToCreation_LeavesADoubtAndIsNotAskedAgain(FaultKind fault, string code, int made, bool isDoubtful)
    {
        await using var site = await Site.StartAsync();
        site.BreakCreation(new Fault(fault));
        var answer = await site.RunWithFileAsync(("return_token", true));
        answer.IsFailure(code, Site.Creation);
        Assert.That(answer.Message.Contains(Doubt, StringComparison.Ordinal), Is.EqualTo(isDoubtful), answer.Message);
        Assert.That((site.CreationsSent, site.TokensMade, File.Exists(site.TokenFile)), Is.EqualTo((1, made, false)));
    }

    [TestCase(403, "not_matomo", "firewall")]
    [TestCase(401, "not_matomo", "firewall")]
    [TestCase(429, "not_matomo", "after 120 seconds")]
    [TestCase(503, "matomo_error", "after 120 seconds")]
    [TestCase(502, "matomo_error", "failed")]
    [TestCase(200, "not_matomo", "login page")]
    public async Task SomethingInFront_IsTold(int status, string code, string words)
    {
        foreach (var creates in new[] { false, true })
        {
            await using var site = await Site.StartAsync(Site.Newest);
            var front = new Fault(FaultKind.InFront) { Status = status, Server = "cloudflare", RetryAfter = "120" };
            if (creates)
                site.BreakCreation(front);
            else
                site.Matomo.Faults.Add(front);

            var answer = await site.RunWithFileAsync();
            answer.IsFailure(code, words, "omething in front of", "Server: cloudflare; Retry-After: 120");
            Assert.That(answer.Message.Contains(Doubt, StringComparison.Ordinal), Is.EqualTo(creates), answer.Message);
            Assert.That(answer.Message, Does.Not.Contain("password"));
            Assert.That(answer.Message, Does.Not.Contain("failed logins"));
        }
    }

    [TestCase(403)]
    [TestCase(429)]
    public async Task SomethingInFrontAtUse_SaysNothingOfTheToken(int status)
    {
        await using var site = await Site.StartAsync(Site.Newest);
        await site.RunWithFileAsync();
        site.Matomo.Faults.Add(new Fault(FaultKind.InFront) { Status = status });
        (await site.RunWithFileAsync()).IsFailure("not_matomo", "omething in front of Matomo", "Nothing was changed");
        (await site.RunWithFileAsync(("state", "absent"))).IsFailure("not_matomo");
        Assert.That((site.TokensMade, File.Exists(site.TokenFile)), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task ClosedKeepAliveConnection_CreationIsSentOnce()
    {
        await using var site = await Site.StartAsync();
        site.BreakCreation(new Fault(FaultKind.CloseAfter) { Times = 1 });
        (await site.RunWithFileAsync()).IsFailure("unreachable", Doubt);
        Assert.That(site.Matomo.Requests.Select(request => request.ConnectionId).Distinct().Count(), Is.EqualTo(1), "the connection was reused");
        Assert.That((site.CreationsSent, site.TokensMade), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Redirect_ShowsTheTargetWithoutItsQuery()
    {
        await using var site = await Site.StartAsync();
        site.Matomo.Faults.Add(FaultKind.RedirectToHttps);
        var answer = await site.RunWithFileAsync();
        answer.IsFailure("redirected", $"https://127.0.0.1:{site.Matomo.Url.Port}/index.php", "as url");
        Assert.That(answer.Message, Does.Not.Contain("?"));
    }

    [TestCase(FaultKind.HangBefore, 0)]
    [TestCase(FaultKind.HangAfter, 1)]
    public async Task TimeoutOfCreation_LeavesADoubtAndIsNotAskedAgain(FaultKind fault, int made)
    {
        await using var site = await Site.StartAsync();
        site.BreakCreation(new Fault(fault) { Seconds = 20 });
        (await site.RunWithFileAsync(("timeout", 1))).IsFailure("timeout", "1 second", Doubt);
        Assert.That(site.TokensMade, Is.EqualTo(made));
        Assert.That(site.CreationsSent, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task DirectoryGoneDuringCreation_SaysThatATokenWasMade()
    {
        await using var site = await Site.StartAsync();
        site.BreakCreation(new Fault(FaultKind.HangAfter) { Seconds = 2 });
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "gone")).FullName;
        var run = site.RunAsync(("token_file", Path.Combine(folder, "token")));
        while (site.TokensMade == 0 && !run.IsCompleted)
            await Task.Delay(20);

        Directory.Delete(folder, recursive: true);
        (await run).IsFailure("token_file_unwritable", "A token was made for \"alice\"");
        Assert.That(site.CreationsSent, Is.EqualTo(1));
    }

    [Test]
    public async Task TimeoutOfVerification_LeavesNoDoubt()
    {
        await using var site = await Site.StartAsync();
        site.Matomo.Faults.Add(new Fault(FaultKind.HangAfter) { Seconds = 20 });
        var answer = await site.RunAsync(("known_token", site.Give("alice")), ("timeout", 1));
        answer.IsFailure("timeout", "Nothing was changed");
    }

    [Test]
    public async Task BasicAuthentication_PassesWithItsPassword()
    {
        await using var site = await Site.StartAsync();
        site.Matomo.Faults.Add(new Fault(FaultKind.BasicAuthentication) { UserName = "wéb", Password = "p:ä" });
        (await site.RunWithFileAsync(("url_username", "wéb"), ("url_password", "wrong"))).IsFailure("authentication_failed", "url_password");
        (await site.RunWithFileAsync(("url_username", "wéb"), ("url_password", "p:ä"))).IsSuccess("created", true);
    }

    [TestCase("404/not-here")]
    public async Task OtherPath_IsNotMatomo(string path)
    {
        await using var site = await Site.StartAsync();
        site.Matomo.Faults.Add(FaultKind.InstallerPage);
        (await site.RunWithFileAsync(("url", site.Matomo.Url + path))).IsFailure("not_matomo", "Check that url");
    }
}
