using System.Text.Json.Nodes;
using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;

namespace Ansible.Modules.Tests.Hosting;

/// <summary>Whatever a module does, its answer is one JSON object.</summary>
public class AnswerTest
{
    private static readonly ArgumentSpec Spec = new([new("a", ArgumentType.Str)]);

    [Test]
    public void Success_Order() => Assert.That(
        Run(context =>
        {
            context.Warn("w");
            context.Deprecate("d", date: "2027-01-01", collectionName: "n.c");
            return new ModuleResult(true, [new("z", 1), new("a", null)]) { Diff = new("b", "a") };
        }, """{"_ansible_diff": true}""").Text,
        Is.EqualTo(
            """
            {"changed":true,"z":1,"a":null,"warnings":["w"],
            "deprecations":[{"msg":"d","date":"2027-01-01","collection_name":"n.c"}],
            "diff":{"before":"b","after":"a"},"invocation":{"module_args":{"a":null}}}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n"));

    [Test]
    public void Failure_Order() => Assert.That(
        Run(context =>
        {
            context.Warn("w");
            throw new ModuleFailedException("locked_out", "no", [new("seconds", 60)]) { Changed = true };
        }).Text,
        Is.EqualTo(
            """
            {"failed":true,"changed":true,"msg":"no","error_code":"locked_out","seconds":60,
            "warnings":["w"],"invocation":{"module_args":{"a":null}}}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n"));

    /// <summary>ansible-core 2.19 prints a list of this name even for a task with no_log, save the elements that forbid it.</summary>
    [TestCase("true", """[{"value":"v","_ansible_no_log":true},1]""")]
    [TestCase("false", """[{"value":"v"},1]""")]
    public void Results_NoLog(string noLog, string results)
    {
        KeyValuePair<string, object?> field = new("results", new object[] { new Dictionary<string, object?> { ["value"] = "v" }, 1 });
        var arguments = $$"""{"_ansible_no_log": {{noLog}}}""";
        Assert.That(Run(_ => new ModuleResult(true, [field]), arguments).Json["results"]!.ToJsonString(), Is.EqualTo(results));
        Assert.That(
            Run(_ => throw new ModuleFailedException("x", "y", [field]), arguments).Json["results"]!.ToJsonString(), Is.EqualTo(results));
    }

    [Test]
    public void Failure_ExitCode() => Assert.That(Run(_ => throw new ModuleFailedException("x", "y")).ExitCode, Is.EqualTo(1));

    [Test]
    public void Diff_OnlyWhenAskedFor() => Assert.That(Run(_ => new ModuleResult(true) { Diff = new("b", "a") }).Json["diff"], Is.Null);

    [Test]
    public void Diff_Headers() => Assert.That(
        Run(_ => new ModuleResult(true) { Diff = new("b", "a") { BeforeHeader = "x", AfterHeader = "y" } }, """{"_ansible_diff": true}""")
            .Json["diff"]!.ToJsonString(),
        Is.EqualTo("""{"before":"b","after":"a","before_header":"x","after_header":"y"}"""));

    [Test]
    public void Diffs_AreAList() => Assert.That(
        Run(_ => new ModuleResult(true) { Diffs = [new("b", null)] }, """{"_ansible_diff": true}""").Json["diff"]!.ToJsonString(),
        Is.EqualTo("""[{"before":"b","after":null}]"""));

    [Test]
    public void Deprecation_Version() => Assert.That(
        Run(context => { context.Deprecate("d"); return new ModuleResult(false); }).Json["deprecations"]![0]!.ToJsonString(),
        Is.EqualTo("""{"msg":"d","version":null,"collection_name":null}"""));

    [Test]
    public void Deprecation_VersionAndDate() =>
        Assert.That(
            Run(context => { context.Deprecate("d", "1", "2027-01-01"); return new ModuleResult(false); }).ErrorCode,
            Is.EqualTo("internal_error"));

    [Test]
    public void Unforeseen()
    {
        var answer = Run(_ => throw new InvalidOperationException("oops"));
        Assert.That(answer.Message, Is.EqualTo("Unexpected InvalidOperationException: oops"));
        Assert.That(answer.ErrorCode, Is.EqualTo("internal_error"));
        Assert.That(answer.Json["exception"], Is.Null);
        Assert.That(answer.ExitCode, Is.EqualTo(1));
    }

    [TestCase(2, false)]
    [TestCase(3, true)]
    public void Unforeseen_Traceback(int verbosity, bool shown)
    {
        var answer = Run(_ => throw new InvalidOperationException("oops"), $$"""{"_ansible_verbosity": {{verbosity}}}""");
        Assert.That(answer.Json["exception"] is not null, Is.EqualTo(shown));
    }

    [Test]
    public void Foreseen_WithoutCause_HasNoTraceback() =>
        Assert.That(Run(_ => throw new ModuleFailedException("x", "y"), """{"_ansible_verbosity": 4}""").Json["exception"], Is.Null);

    [Test]
    public void Unforeseen_Asynchronous() => Assert.That(
        Answer.To(
            new SampleModule(Spec, async (_, _) => { await Task.Yield(); throw new InvalidOperationException("oops"); }), "{}").ErrorCode,
        Is.EqualTo("internal_error"));

    [Test]
    public void Field_OddType()
    {
        var answer = Run(_ => new ModuleResult(true, [new("x", new object())]));
        Assert.That(answer.ErrorCode, Is.EqualTo("internal_error"));
        Assert.That((bool)answer.Json["changed"]!, Is.True);
        Assert.That(answer.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Field_OddTypeInFailure() =>
        Assert.That(Run(_ => throw new ModuleFailedException("x", "y", [new("z", new object())])).ErrorCode, Is.EqualTo("internal_error"));

    [Test]
    public void Field_OddTypeInDiff() => Assert.That(
        Run(
            _ => new ModuleResult(true) { Diff = new(new Dictionary<string, object?>(), new Dictionary<string, object?> { ["x"] = this }) },
            """{"_ansible_diff": true}""").ErrorCode,
        Is.EqualTo("internal_error"));

    [TestCase("changed")]
    [TestCase("invocation")]
    [TestCase("warnings")]
    [TestCase("failed")]
    public void Field_Reserved(string name) => Assert.That(() => new ModuleResult(true, [new(name, 1)]), Throws.ArgumentException);

    [Test]
    public void Field_Twice() => Assert.That(() => new ModuleResult(true, [new("a", 1), new("a", 1)]), Throws.ArgumentException);

    [TestCase("msg")]
    [TestCase("error_code")]
    public void Field_ReservedInFailure(string name) =>
        Assert.That(() => new ModuleFailedException("x", "y", [new(name, 1)]), Throws.ArgumentException);

    [Test]
    public void NoResult() => Assert.That(Run(_ => null!).ErrorCode, Is.EqualTo("internal_error"));

    [Test]
    public void NullMessage() =>
        Assert.That(Run(context => { context.Warn(null!); return new ModuleResult(false); }).Json["changed"], Is.Not.Null);

    [TestCase(nameof(IAnsibleModule.Name))]
    [TestCase(nameof(IAnsibleModule.Arguments))]
    [TestCase(nameof(IAnsibleModule.SupportsCheckMode))]
    [TestCase(nameof(IAnsibleModule.RunAsync))]
    public void BrokenMember(string member) =>
        Assert.That(
            Answer.To(new BrokenModule(member), """{"_ansible_check_mode": true}""").Message,
            Is.EqualTo("Unexpected NotSupportedException: broken"));

    [TestCase(nameof(IAnsibleModule.Name), "--help")]
    [TestCase(nameof(IAnsibleModule.Description), "--help", "all")]
    [TestCase(nameof(IAnsibleModule.Version), "--version")]
    public void BrokenMember_Text(string member, params string[] commandLine) =>
        Assert.That(Answer.Call(new BrokenModule(member), commandLine).ErrorCode, Is.EqualTo("internal_error"));

    [Test]
    public void Cancelled()
    {
        using var source = new CancellationTokenSource();
        var module = new SampleModule(Spec, async (_, token) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return new ModuleResult(false);
        });
        using var output = new MemoryStream();
        var exitCode = ModuleHost.RunAsync(
            [module], ["-"], new MemoryStream("{}"u8.ToArray()), output, program: null, source.Token).GetAwaiter().GetResult();
        var answer = JsonNode.Parse(output.ToArray())!;
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That((string?)answer["msg"], Is.EqualTo("Stopped by a signal before the work was done."));
        Assert.That((string?)answer["error_code"], Is.EqualTo("internal_error"));
    }

    [Test]
    public void Cancelled_ByTheModuleItself() =>
        Assert.That(
            Run(_ => throw new TaskCanceledException("time is up")).Message, Is.EqualTo("Unexpected TaskCanceledException: time is up"));

    [Test]
    public void OutputClosed()
    {
        using var output = new FullStream();
        Assert.That(
            ModuleHost.RunAsync([new SampleModule(Spec)], ["--version"], Stream.Null, output).GetAwaiter().GetResult(), Is.EqualTo(1));
    }

    [Test]
    public void Parallel_WarningsAndSecrets()
    {
        var answer = Run(context =>
        {
            Parallel.For(0, 1000, index =>
            {
                context.AddSecret($"secret{index:0000}");
                context.Warn($"has secret{index:0000}");
            });
            return new ModuleResult(false);
        });
        Assert.That(
            answer.Json["warnings"]!.AsArray().Select(warning => (string?)warning), Is.All.EqualTo("has ********").And.Exactly(1000).Items);
    }

    private static Answer Run(Func<ModuleContext, ModuleResult> work, string arguments = "{}") =>
        Answer.To(new SampleModule(Spec, work), arguments);

    private sealed class BrokenModule(string member) : IAnsibleModule
    {
        public string Name => Break(nameof(Name), "broken");

        public string Version => Break(nameof(Version), "1");

        public string Summary => "";

        public IReadOnlyList<string> Description => Break<IReadOnlyList<string>>(nameof(Description), []);

        public ArgumentSpec Arguments => Break(nameof(Arguments), Spec);

        public bool SupportsCheckMode => Break(nameof(SupportsCheckMode), true);

        public Task<ModuleResult> RunAsync(ModuleContext context, CancellationToken cancellationToken) =>
            Break(nameof(RunAsync), Task.FromResult(new ModuleResult(false)));

        private T Break<T>(string name, T value) => name == member ? throw new NotSupportedException("broken") : value;
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
