using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Hosting;

public class TaskSettingsTest
{
    private static readonly ArgumentSpec Spec = new([new("a", ArgumentType.Str)]);

    [Test]
    public void Keys_AreNoOptions()
    {
        const string Json =
            """
            {"a": "b", "_ansible_check_mode": false, "_ansible_no_log": false, "_ansible_debug": false, "_ansible_diff": false,
            "_ansible_verbosity": 0, "_ansible_version": "2.14.18", "_ansible_module_name": "sample",
            "_ansible_syslog_facility": "LOG_USER",
            "_ansible_selinux_special_fs": ["fuse"], "_ansible_string_conversion_action": "warn", "_ansible_socket": null,
            "_ansible_shell_executable": "/bin/sh", "_ansible_keep_remote_files": false, "_ansible_tmpdir": "/t",
            "_ansible_remote_tmp": "~/.t",
            "_ansible_of_tomorrow": {"x": 1}}
            """;
        Assert.That(Answer.To(Spec, Json).ModuleArguments.ToJsonString(), Is.EqualTo("""{"a":"b"}"""));
    }

    /// <summary>ansible-core 2.21 and later say whether they want it; those before expect it. Nobody else needs it.</summary>
    [TestCase("", false)]
    [TestCase("", true, "--verbose")]
    [TestCase(""", "_ansible_version": "2.14.18" """, true)]
    [TestCase(""", "_ansible_inject_invocation": true""", true)]
    [TestCase(""", "_ansible_inject_invocation": false""", false, "--verbose")]
    public void Invocation(string setting, bool expected, params string[] flags)
    {
        var given = new[] { "a", "unknown" }.Select(option => Encoding.UTF8.GetBytes($$"""{"{{option}}": 1{{setting}}}"""));
        var answers = given.Select(json => Answer.Call(new SampleModule(Spec), [.. flags, "-"], new MemoryStream(json))).ToList();
        Assert.That(answers.Select(answer => answer.ExitCode), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(answers.Select(answer => answer.Json["invocation"] is not null), Is.All.EqualTo(expected));
    }

    [Test]
    public void Context_Settings()
    {
        var context = ContextOf(
            """
            {"_ansible_no_log": "yes", "_ansible_verbosity": 4, "_ansible_module_name": "n.c.x", "_ansible_tmpdir": "/t",
            "_ansible_remote_tmp": "~/r"}
            """);
        Assert.That(
            (context.NoLog, context.Verbosity, context.ModuleName, context.TemporaryDirectory, context.RemoteTemporaryDirectory),
            Is.EqualTo((true, 4, "n.c.x", "/t", "~/r")));
    }

    [Test]
    public void Context_NoSettings()
    {
        var context = ContextOf("{}");
        Assert.That(
            (context.NoLog, context.Verbosity, context.ModuleName, context.KeepRemoteFiles, context.RemoteTemporaryDirectory),
            Is.EqualTo((false, 0, "sample", false, (string?)null)));
    }

    [TestCase("-1")]
    [TestCase("\"x\"")]
    [TestCase("null")]
    [TestCase("99999999999")]
    public void Verbosity_Odd(string json) => Assert.That(ContextOf($$"""{"_ansible_verbosity": {{json}}}""").Verbosity, Is.Zero);

    [Test]
    public void CheckMode_NotABool()
    {
        var answer = Answer.To(Spec, """{"_ansible_check_mode": "maybe"}""");
        Assert.That(answer.ErrorCode, Is.EqualTo("invalid_arguments"));
        Assert.That(answer.Message, Does.StartWith("The value 'maybe' is not a valid boolean."));
    }

    [Test]
    public void CheckMode_NotSupported()
    {
        var module = new SampleModule(
            Spec, (ModuleContext _) => throw new InvalidOperationException("was run"))
        { SupportsCheckMode = false };
        var answer = Answer.To(module, "{}", "--check");
        Assert.That(
            answer.Text, Does.StartWith("""{"changed":false,"skipped":true,"msg":"remote module (sample) does not support check mode","""));
        Assert.That(answer.ExitCode, Is.Zero);
    }

    private static ModuleContext ContextOf(string json)
    {
        ModuleContext? seen = null;
        _ = Answer.To(new SampleModule(Spec, context => { seen = context; return new ModuleResult(false); }), json);
        return seen!;
    }
}
