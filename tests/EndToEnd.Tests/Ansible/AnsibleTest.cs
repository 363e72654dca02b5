using Newtonsoft.Json.Linq;

namespace EndToEnd.Tests.Ansible;

/// <summary>The executable as a module of a real Ansible, connection local.</summary>
[TestFixture(ModuleWay.Library)]
[TestFixture(ModuleWay.Plugin)]
[TestFixture(ModuleWay.Collection)]
public sealed class AnsibleTest(ModuleWay way) : StandInTest
{
    [Test]
    public async Task SecondRun_Ok_WithoutRequestThatCouldCreate()
    {
        var first = await PlayAsync();
        Assert.That(first.ExitCode, Is.Zero, first.Everything);
        Assert.That((bool?)first.FirstResult["changed"], Is.True);
        Assert.That((string?)first.FirstResult["action"], Is.EqualTo("created"));
        AssertKept(TokenFile);

        var value = await File.ReadAllTextAsync(TokenFile);
        Matomo.ClearRequests();
        var second = await PlayAsync();
        Assert.That(second.ExitCode, Is.Zero, second.Everything);
        Assert.That((bool?)second.FirstResult["changed"], Is.False);
        Assert.That((bool?)second.FirstResult["value_known"], Is.True);
        Assert.That(Creations, Is.Zero);
        Assert.That(await File.ReadAllTextAsync(TokenFile), Is.EqualTo(value));
    }

    [Test]
    public async Task CheckMode_SaysWhatWouldHappen_ChangesNothing()
    {
        var play = await PlayAsync("--check");
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That((bool?)play.FirstResult["changed"], Is.True);
        Assert.That((string?)play.FirstResult["action"], Is.EqualTo("created"));
        Assert.That(Names(TokenDirectory), Is.Empty);
        Assert.That(Matomo.Tokens.Rows, Is.Empty);
        Assert.That(Creations, Is.Zero);
    }

    [Test]
    public async Task Diff_ShowsNewOrKept_NoValue()
    {
        var asPeopleSeeIt = new AnsibleControl(Work, way) { Report = "default" };
        var first = await asPeopleSeeIt.RunAsync(Playbooks.OneToken, Variables(), "--diff");
        var value = await File.ReadAllTextAsync(TokenFile);
        Assert.That(first.Output, Does.Contain("(new)").And.Contain("+    \"description\": \"End to end\""));
        Assert.That(first.Everything, Does.Not.Contain(value).And.Not.Contain("alice-password"));

        File.SetUnixFileMode(TokenFile, UnixFileMode.UserRead);
        var second = await PlayAsync(("mode", "0600"), "--diff");
        Assert.That(second.FirstResult.SelectToken("diff.after.value")?.ToString(), Is.EqualTo("(kept)"), second.Everything);
        Assert.That(second.Everything, Does.Not.Contain(value).And.Not.Contain("alice-password"));
        AssertKept(TokenFile);
    }

    [Test]
    public async Task FailedTask_ShowsMsgAndErrorCode()
    {
        var play = await PlayAsync(("password", "wrong-password"));
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        Assert.That(play.Count("failures"), Is.EqualTo(1));
        Assert.That((string?)play.FirstResult["error_code"], Is.EqualTo("authentication_failed"));
        Assert.That((string?)play.FirstResult["msg"], Does.Contain("alice"));
        Assert.That(play.FirstResult["module_stdout"], Is.Null, "a module that answers, not MODULE FAILURE");
        Assert.That(play.Everything, Does.Not.Contain("wrong-password"));
        Assert.That(
            Matomo.Requests.Count(request => request.Form.ContainsKey("passwordConfirmation")),
            Is.EqualTo(1),
            "a wrong password is sent once");
    }

    [Test]
    public async Task LaterTask_UsesTheValue()
    {
        var play = await new AnsibleControl(Work, way).PlayAsync(Playbooks.ValueInLaterTask, Variables(("return_token", true)));
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That((string?)play.Result(2)["msg"], Is.EqualTo(Matomo.Version.ToString()));
        Assert.That(play.Everything, Does.Not.Contain(await File.ReadAllTextAsync(TokenFile)));
    }

    private JObject Variables(params (string Option, JToken? Value)[] others) => new() { ["token"] = Arguments(others) };

    private Task<Play> PlayAsync(params string[] options) =>
        new AnsibleControl(Work, way).PlayAsync(Playbooks.OneToken, Variables(), options);

    private Task<Play> PlayAsync((string Option, JToken? Value) other, params string[] options) =>
        new AnsibleControl(Work, way).PlayAsync(Playbooks.OneToken, Variables(other), options);
}
