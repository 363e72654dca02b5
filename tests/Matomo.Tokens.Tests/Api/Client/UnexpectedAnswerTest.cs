using Matomo.StandIn.Faults;
using Matomo.Tokens.Errors;
using Matomo.Tokens.Planning;
using Matomo.Tokens.Requests;
using static Matomo.Tokens.Errors.TokenErrorCode;

namespace Matomo.Tokens.Tests.Api.Client;

/// <summary>Something answers, and not as Matomo's API does. Each fault is met by the first request, and by the creation.</summary>
[Parallelizable(ParallelScope.All)]
public class UnexpectedAnswerTest
{
    private const string Doubt = "may have made a token";

    [TestCase(FaultKind.RedirectToHttps, Redirected, "redirects to https://127.0.0.1")]
    [TestCase(FaultKind.InstallerPage, NotMatomo, "Installation")]
    [TestCase(FaultKind.HtmlError, MatomoError, "500 Internal Server Error")]
    [TestCase(FaultKind.Maintenance, MatomoError, "maintenance")]
    [TestCase(FaultKind.NotJson, NotMatomo, "not JSON")]
    [TestCase(FaultKind.TruncatedJson, NotMatomo, "cut off")]
    [TestCase(FaultKind.CutBody, Unreachable, "connection was lost")]
    [TestCase(FaultKind.OversizedBody, NotMatomo, "larger than 1024 KiB")]
    [TestCase(FaultKind.CloseAfter, Unreachable, "connection was lost")]
    [TestCase(FaultKind.BasicAuthentication, AuthenticationFailed, "its own user name and password")]
    public async Task FirstAnswer_EndsTheRun(FaultKind fault, TokenErrorCode code, string words)
    {
        await using var site = await ApiSite.StartAsync();
        site.Matomo.Faults.Add(fault);
        var failure = await site.FailAsync(code, words, site.Matomo.Url.ToString());
        Assert.That(failure.Message, Does.Not.Contain(Doubt));
        site.MadeNothing();
        Assert.That(site.Calls, Has.Count.EqualTo(1));
    }

    [TestCase(FaultKind.InstallerPage, NotMatomo, 0, true)]
    [TestCase(FaultKind.HtmlError, MatomoError, 0, true)]
    [TestCase(FaultKind.Maintenance, MatomoError, 0, true)]
    [TestCase(FaultKind.NotJson, NotMatomo, 1, true)]
    [TestCase(FaultKind.TruncatedJson, NotMatomo, 1, true)]
    [TestCase(FaultKind.CutBody, Unreachable, 1, true)]
    [TestCase(FaultKind.OversizedBody, NotMatomo, 1, true)]
    [TestCase(FaultKind.CloseAfter, Unreachable, 1, true)]
    [TestCase(FaultKind.RedirectToHttps, Redirected, 0, false)]
    public async Task AnswerToCreation_LeavesADoubtAndIsNotAskedAgain(FaultKind fault, TokenErrorCode code, int made, bool isDoubtful)
    {
        await using var site = await ApiSite.StartAsync();
        site.BreakCreation(new Fault(fault));
        var failure = await site.FailAsync(code, ApiSite.Creation);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message.Contains(Doubt, StringComparison.Ordinal), Is.EqualTo(isDoubtful), failure.Message);
            Assert.That(site.CreationsSent, Is.EqualTo(1));
            Assert.That(site.TokensMade, Is.EqualTo(made));
            Assert.That(File.Exists(site.TokenFile), Is.False);
        }
    }

    [TestCase(403, NotMatomo, "firewall")]
    [TestCase(401, NotMatomo, "firewall")]
    [TestCase(429, NotMatomo, "after 120 seconds")]
    [TestCase(503, MatomoError, "after 120 seconds")]
    [TestCase(502, MatomoError, "failed")]
    [TestCase(200, NotMatomo, "login page")]
    public async Task SomethingInFront_IsTold(int status, TokenErrorCode code, string words)
    {
        foreach (var creates in new[] { false, true })
        {
            await using var site = await ApiSite.StartAsync(ApiSite.Newest);
            var front = new Fault(FaultKind.InFront) { Status = status, Server = "cloudflare", RetryAfter = "120" };
            if (creates)
                site.BreakCreation(front);
            else
                site.Matomo.Faults.Add(front);

            var failure = await site.FailAsync(code, words, "omething in front of", "Server: cloudflare; Retry-After: 120");
            Assert.That(failure.Message.Contains(Doubt, StringComparison.Ordinal), Is.EqualTo(creates), failure.Message);
            Assert.That(failure.Message, Does.Not.Contain("password").And.Not.Contain("failed logins"));
        }
    }

    [TestCase(403)]
    [TestCase(429)]
    public async Task SomethingInFrontAtUse_SaysNothingOfTheToken(int status)
    {
        await using var site = await ApiSite.StartAsync(ApiSite.Newest);
        await site.RunAsync(TokenAction.Created);
        site.Matomo.Faults.Add(new Fault(FaultKind.InFront) { Status = status });
        await site.FailAsync(NotMatomo, "omething in front of Matomo", "Nothing was changed");
        await site.FailAsync(NotMatomo, site.InFile with { State = TokenState.Absent });
        Assert.That(site.TokensMade, Is.EqualTo(1));
        Assert.That(File.Exists(site.TokenFile));
    }

    [Test]
    public async Task Redirect_ShowsTheTargetWithoutItsQuery()
    {
        await using var site = await ApiSite.StartAsync();
        site.Matomo.Faults.Add(FaultKind.RedirectToHttps);
        var failure = await site.FailAsync(Redirected, $"https://127.0.0.1:{site.Matomo.Url.Port}/index.php");
        Assert.That(failure.Message, Does.Not.Contain("?"));
        Assert.That(failure.Reason, Is.TypeOf<FailureReason.OtherAddress>());
    }

    [Test]
    public async Task DirectoryGoneDuringCreation_SaysThatATokenWasMade()
    {
        await using var site = await ApiSite.StartAsync();
        site.BreakCreation(new Fault(FaultKind.HangAfter) { Seconds = 2 });
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "gone")).FullName;
        var request = site.InFile with { TokenFile = new TokenFileRequest(Path.Combine(folder, "token")) };
        var run = site.FailAsync(TokenFileUnwritable, request, "A token was made for \"alice\"");
        while (site.TokensMade == 0 && !run.IsCompleted)
            await Task.Delay(20);

        Directory.Delete(folder, recursive: true);
        await run;
        Assert.That(site.CreationsSent, Is.EqualTo(1));
    }

    [Test]
    public async Task BasicAuthentication_PassesWithItsPassword()
    {
        await using var site = await ApiSite.StartAsync();
        site.Matomo.Faults.Add(new Fault(FaultKind.BasicAuthentication) { UserName = "wéb", Password = "p:ä" });
        site.Api = site.Api with { WebUserName = "wéb", WebPassword = new Secret("wrong") };
        await site.FailAsync(AuthenticationFailed, "its own user name and password");
        site.Api = site.Api with { WebPassword = new Secret("p:ä") };
        await site.RunAsync(TokenAction.Created);
    }

    [Test]
    public async Task OtherPath_IsNotMatomo()
    {
        await using var site = await ApiSite.StartAsync();
        site.Api = site.Api with { Url = new Uri(site.Matomo.Url, "404/not-here/") };
        site.Matomo.Faults.Add(FaultKind.InstallerPage);
        var failure = await site.FailAsync(NotMatomo);
        Assert.That((failure.Reason as FailureReason.Settings)?.Names, Is.EqualTo([nameof(Matomo.Tokens.Api.Client.ApiOptions.Url)]));
    }
}
