using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Secrets;

/// <summary>A marked secret goes in by every way; it must come out by none.</summary>
public class MaskingTest
{
    private const string Marked = "s3cr3t-Marked";
    private const string Masked = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";

    private static readonly ArgumentSpec Inner = new(
    [
        new("login", ArgumentType.Str),
        new("password", ArgumentType.Str) { NoLog = true, Aliases = ["pass"] },
    ]);

    private static readonly ArgumentSpec Spec = new(
    [
        new("login", ArgumentType.Str) { Choices = ["x", "y"] },
        new("number", ArgumentType.Int),
        new("truth", ArgumentType.Bool),
        new("free", ArgumentType.Raw),
        new("password", ArgumentType.Str) { NoLog = true, Aliases = ["pass"] },
        new("keys", ArgumentType.List) { NoLog = true },
        new("map", ArgumentType.Dict) { NoLog = true },
        new("file", ArgumentType.Path) { NoLog = true },
        new("count", ArgumentType.Int) { NoLog = true },
        new("entry", ArgumentType.Dict) { Options = Inner },
        new("entries", ArgumentType.List) { Elements = ArgumentType.Dict, Options = Inner },
    ]);

    [TestCase("""{"password": "MARK"}""")]
    [TestCase("""{"pass": "MARK"}""")]
    [TestCase("""{"keys": ["MARK"]}""")]
    [TestCase("""{"keys": "a,MARK"}""")]
    [TestCase("""{"map": {"k": ["MARK"]}}""")]
    [TestCase("""{"map": "k=MARK"}""")]
    [TestCase("""{"file": "/MARK"}""")]
    [TestCase("""{"entry": {"password": "MARK"}}""")]
    [TestCase("""{"entry": {"pass": "MARK"}}""")]
    [TestCase("""{"entry": "login=x password=MARK"}""")]
    [TestCase("""{"entry": "{\"password\": \"MARK\"}"}""")]
    [TestCase("""{"entry": "password='MARK"}""")]
    [TestCase("""{"entry": "password=\"MARK\" login=x"}""")]
    [TestCase("""{"entries": [{"password": "MARK"}, {"login": "MARK"}]}""")]
    [TestCase("""{"entries": "password=MARK"}""")]
    [TestCase("""{"entries": ["{\"password\": \"MARK\"}"]}""")]
    [TestCase("""{"password": "MARK", "free": "in MARK out"}""")]
    [TestCase("""{"password": "MARK", "free": {"MARK": {"k MARK": ["MARK"]}}}""")]
    public void Accepted(string json) => AssertHidden(json, exitCode: 0);

    [TestCase("""{"password": "MARK", "login": "MARK"}""")]
    [TestCase("""{"password": "MARK", "truth": "MARK"}""")]
    [TestCase("""{"password": "MARK", "number": "MARK"}""")]
    [TestCase("""{"password": "MARK", "MARK": 1}""")]
    [TestCase("""{"password": "MARK", "unknown": "MARK"}""")]
    [TestCase("""{"pass": "MARK", "unknown": 1}""")]
    [TestCase("""{"entry": {"password": "MARK", "MARK": 1}}""")]
    [TestCase("""{"entry": "MARK"}""")]
    [TestCase("""{"entry": ["MARK"]}""")]
    [TestCase("""{"entries": ["MARK"]}""")]
    [TestCase("""{"entries": [["MARK"]]}""")]
    [TestCase("""{"entries": {"password": "MARK"}}""")]
    [TestCase("""{"entries": "{\"password\": \"MARK\", \"login\": 1}"}""")]
    [TestCase("""{"map": "MARK"}""")]
    [TestCase("""{"keys": {"k": "MARK"}}""")]
    [TestCase("""{"count": "MARK"}""")]
    [TestCase("""{"password": {"a": "MARK"}, "truth": "{'a': 'MARK'}"}""")]
    [TestCase("""{"entry": "{'password': 'MARK'}"}""")]
    [TestCase("""{"entries": ["{'password': 'MARK'}"]}""")]
    public void Refused(string json) => AssertHidden(json, exitCode: 1);

    [Test]
    public void Invocation_OtherWordsStay()
    {
        var answer = Answer.To(Spec, $$"""{"password": "{{Marked}}", "free": "in {{Marked}} out", "login": "x"}""");
        Assert.That((string?)answer.ModuleArguments["password"], Is.EqualTo(Masked));
        Assert.That((string?)answer.ModuleArguments["free"], Is.EqualTo("in ******** out"));
        Assert.That((string?)answer.ModuleArguments["login"], Is.EqualTo("x"));
        Assert.That(answer.ModuleArguments["keys"], Is.Null);
    }

    [Test]
    public void Invocation_SecretEqualToAnOptionName() =>
        Assert.That((string?)Answer.To(Spec, """{"password": "login", "login": "x"}""").ModuleArguments["login"], Is.EqualTo("x"));

    [Test]
    public void Invocation_SecretNumber()
    {
        var answer = Answer.To(Spec, """{"count": "0042", "number": 42}""");
        Assert.That((string?)answer.ModuleArguments["count"], Is.EqualTo(Masked));
        Assert.That((string?)answer.ModuleArguments["number"], Is.EqualTo(Masked));
    }

    [Test]
    public void Invocation_SecretDefault()
    {
        var answer = Answer.To(new ArgumentSpec([new("p", ArgumentType.Str) { NoLog = true, Default = Marked }]), "{}");
        Assert.That((string?)answer.ModuleArguments["p"], Is.EqualTo(Masked));
    }

    [Test]
    public void Invocation_EmptySecret() =>
        Assert.That((string?)Answer.To(Spec, """{"password": "", "free": "a"}""").ModuleArguments["password"], Is.Empty);

    [Test]
    public void Result_FieldsStayWhole()
    {
        var answer = Run(_ => new ModuleResult(true, [new("token", Marked), new("list", new[] { Marked })]));
        Assert.That((string?)answer.Json["token"], Is.EqualTo(Marked));
        Assert.That((string?)answer.Json["list"]![0], Is.EqualTo(Marked));
        Assert.That((string?)answer.ModuleArguments["password"], Is.EqualTo(Masked));
    }

    [Test]
    public void Result_Message() => AssertHidden(Run(_ => new ModuleResult(true, [new("msg", $"made {Marked}")])));

    /// <summary>ansible-core 2.22 masks what an answer names so; those before would print it.</summary>
    [TestCase("2.22.0b2", """["learned"]""")]
    [TestCase("2.22.1", """["learned"]""")]
    [TestCase("3.0", """["learned"]""")]
    [TestCase("2.21.9", null)]
    [TestCase("2.14.18", null)]
    [TestCase("odd", null)]
    public void NewSecrets_ThoseOfTheAnswer_ToWhomeverMasksThem(string release, string? expected)
    {
        var module = new SampleModule(Spec, (ModuleContext context) =>
        {
            context.AddSecret("learned");
            context.AddSecret("elsewhere");
            return new ModuleResult(
                true,
                [new("results", new object[] { new Dictionary<string, object?> { ["token"] = "learned", ["text"] = "not learned" } })]);
        });
        var answer = Answer.To(module, $$"""{"password": "{{Marked}}", "_ansible_version": "{{release}}"}""");
        Assert.That(answer.Json["_ansible_new_secrets"]?.ToJsonString(), Is.EqualTo(expected));
        Assert.That(answer.Text, Does.Not.Contain(Marked).And.Not.Contain("elsewhere"));
    }

    /// <summary>What a run learns later is masked in what it said before.</summary>
    [Test]
    public void Notices_LearnedLater()
    {
        var module = new SampleModule(Spec, (ModuleContext context) =>
        {
            context.Warn("a warning of learned");
            context.Deprecate("a deprecation of learned", version: "2.0");
            context.AddSecret("learned");
            return new ModuleResult(false);
        });
        var answer = Answer.To(module, "{}");
        Assert.That(answer.Json["warnings"]!.ToJsonString(), Is.EqualTo("""["a warning of ********"]"""));
        Assert.That(answer.Json["deprecations"]![0]!["msg"]!.ToJsonString(), Is.EqualTo("\"a deprecation of ********\""));
    }

    [Test]
    public void Result_Warning() => AssertHidden(Run(context =>
    {
        context.Warn($"careful, {Marked}");
        return new ModuleResult(false);
    }));

    [Test]
    public void Result_Deprecation() => AssertHidden(Run(context =>
    {
        context.Deprecate($"gone, {Marked}", version: "2.0");
        return new ModuleResult(false);
    }));

    [Test]
    public void Result_Diff() => AssertHidden(Run(
        _ => new ModuleResult(true)
        {
            Diff = new(new Dictionary<string, object?> { ["v"] = Marked }, new Dictionary<string, object?> { ["v"] = $"v {Marked}" })
            {
                BeforeHeader = Marked,
                AfterHeader = $"/{Marked}",
            },
        },
        "--diff"));

    [Test]
    public void Failure_Message() => AssertHidden(Run(_ => throw new ModuleFailedException("matomo_error", $"{Marked} refused")));

    [Test]
    public void Failure_Unforeseen() => AssertHidden(Run(_ => throw new InvalidOperationException($"{Marked} refused")));

    [Test]
    public void Failure_Traceback()
    {
        var answer = Run(
            _ => throw new ModuleFailedException("matomo_error", "no", innerException: new IOException($"with {Marked}")), verbosity: 3);
        Assert.That((string?)answer.Json["exception"], Does.Contain("with ********"));
        AssertHidden(answer);
    }

    [Test]
    public void Failure_FieldsStayWhole() => Assert.That(
        (string?)Run(_ => throw new ModuleFailedException("matomo_error", "no", [new("token", Marked)])).Json["token"], Is.EqualTo(Marked));

    [Test]
    public void LearnedSecret()
    {
        var answer = Run(context =>
        {
            context.AddSecret("learned");
            context.AddSecret(null);
            context.Warn("the learned value");
            return new ModuleResult(false, [new("value", "learned")]);
        });
        Assert.That((string?)answer.Json["warnings"]![0], Is.EqualTo("the ******** value"));
        Assert.That((string?)answer.Json["value"], Is.EqualTo("learned"));
    }

    private static Answer Run(Func<ModuleContext, ModuleResult> work, string? flag = null, int verbosity = 0) => Answer.To(
        new SampleModule(Spec, work), $$"""{"password": "{{Marked}}", "_ansible_verbosity": {{verbosity}}}""", flag is null ? [] : [flag]);

    private static void AssertHidden(string json, int exitCode)
    {
        var answer = Answer.To(Spec, json.Replace("MARK", Marked, StringComparison.Ordinal));
        Assert.That(answer.ExitCode, Is.EqualTo(exitCode), answer.Text);
        AssertHidden(answer);
    }

    private static void AssertHidden(Answer answer) => Assert.That(answer.Text, Does.Not.Contain(Marked));
}
