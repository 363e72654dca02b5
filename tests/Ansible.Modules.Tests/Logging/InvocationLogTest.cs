using Ansible.Modules.Arguments;
using Ansible.Modules.Hosting;
using Ansible.Modules.Logging;
using Ansible.Modules.Output;

namespace Ansible.Modules.Tests.Logging;

/// <summary>What a run leaves in the host's log.</summary>
public class InvocationLogTest
{
    private const int User = 8;

    private static readonly ArgumentSpec Spec = new(
    [
        new("s", ArgumentType.Str) { Aliases = ["text"] },
        new("l", ArgumentType.List),
        new("secret", ArgumentType.Str) { NoLog = true },
        new("bypass", ArgumentType.Str),
        new("user_password", ArgumentType.Str) { Aliases = ["pass"] },
        new("pass_through", ArgumentType.Bool) { NoLog = false },
    ]);

    [Test]
    public void NothingGiven() => AssertLogged(
        "{}", "Invoked with s=None l=None secret=NOT_LOGGING_PARAMETER bypass=None user_password=NOT_LOGGING_PASSWORD pass_through=None");

    [Test]
    public void NoOptions() => Assert.That(LogOf(new([]), "{}"), Is.EqualTo([("ansible-sample", User, "Invoked")]));

    [Test]
    public void Values_AsPythonSpellsThem() => AssertLogged(
        """{"text": "a b", "l": ["it's", 1.5, true]}""",
        """Invoked with text=a b l=["it's", 1.5, True] s=a b secret=NOT_LOGGING_PARAMETER bypass=None """
        + "user_password=NOT_LOGGING_PASSWORD pass_through=None");

    [Test]
    public void Secrets_AreMaskedInOtherValues() => AssertLogged(
        """{"secret": "hidden", "l": ["hidden", {"k": "ahidden"}], "bypass": "hidden"}""",
        "Invoked with secret=NOT_LOGGING_PARAMETER l=['********', {'k': 'a********'}] bypass=VALUE_SPECIFIED_IN_NO_LOG_PARAMETER "
        + "s=None user_password=NOT_LOGGING_PASSWORD pass_through=None");

    [Test]
    public void Passwords_AreKnownByTheirNames()
    {
        var log = new RecordedLog();
        var answer = Run(Spec, """{"pass": "hidden"}""", log);
        Assert.That(log.Lines.Select(line => line.Message), Is.EqualTo(
        [
            "[WARNING] Module did not set no_log for pass",
            "[WARNING] Module did not set no_log for user_password",
            "Invoked with pass=NOT_LOGGING_PASSWORD user_password=NOT_LOGGING_PASSWORD s=None l=None "
            + "secret=NOT_LOGGING_PARAMETER bypass=None pass_through=None",
        ]));
        Assert.That(
            answer.Json["warnings"]!.ToJsonString(),
            Is.EqualTo("""["Module did not set no_log for pass","Module did not set no_log for user_password"]"""));
    }

    [TestCase("https://u:p@h/x", "https://u:********@h/x")]
    [TestCase("ssh://u@h", "ssh:********@h")]
    [TestCase("user:pw@host", "user:********@host")]
    [TestCase("a@b, http://u:p@h c://d:e@f", "a@b, http://u:********@h c://d:********@f")]
    public void Passwords_InAddresses(string value, string shown) => Assert.That(LoginInAddress.Hide(value), Is.EqualTo(shown));

    [TestCase("LOG_DAEMON", 24)]
    [TestCase("LOG_LOCAL7", 184)]
    [TestCase("LOG_LOCAL8", User)]
    [TestCase("INFO", User)]
    public void Facility(string name, int expected) =>
        Assert.That(LogOf(Spec, $$"""{"_ansible_syslog_facility": "{{name}}"}""").Select(line => line.Facility), Is.All.EqualTo(expected));

    [Test]
    public void Identity_TheNameAnsibleUses() =>
        Assert.That(LogOf(new([]), """{"_ansible_module_name": "c.n.sample"}""")[0].Identity, Is.EqualTo("ansible-c.n.sample"));

    [TestCase("""{"_ansible_no_log": true}""")]
    [TestCase("""{"l": {}}""")]
    public void NoLog_OrRefused_Nothing(string json) => Assert.That(LogOf(Spec, json), Is.Empty);

    [Test]
    public void Warnings_AndDeprecations_AreLogged()
    {
        var log = new RecordedLog();
        Run(new SampleModule(new([]), context =>
        {
            context.AddSecret("hidden");
            context.Warn("is hidden");
            context.Deprecate("old", version: "2.0.0");
            context.Deprecate("older", date: "2030-01-01");
            context.Log("done hidden");
            return new ModuleResult(false);
        }), "{}", log);
        Assert.That(log.Lines.Select(line => line.Message).Skip(1), Is.EqualTo(
            ["[WARNING] is ********", "[DEPRECATION WARNING] old 2.0.0", "[DEPRECATION WARNING] older 2030-01-01", "done ********"]));
    }

    [Test]
    public void LongValue_IsCutWithoutCuttingASecret()
    {
        var secret = new string('z', 1000) + "!";
        var elements = string.Join(",", Enumerable.Repeat($"\"{secret}\"", 1000));
        var message = LogOf(Spec, $$"""{"secret": "{{secret}}", "l": [{{elements}}]}""")[^1].Message;
        Assert.That(message, Does.Contain("... ").And.Not.Contain("z"));
        Assert.That(message, Has.Length.LessThan(20_000));
    }

    /// <summary>Standard error goes where the answer goes, over SSH: the log is all that is left.</summary>
    [Test]
    public void AnswerCannotBeWritten_SaysWhatWasDone()
    {
        var log = new RecordedLog();
        var module = new SampleModule(Spec, _ => new ModuleResult(changed: true) { Undo = () => throw new IOException("no s3cr3t") });
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _ = Run(module, """{"secret": "s3cr3t", "_ansible_no_log": true}""", log, full);
        Assert.That(log.Lines.Select(line => line.Message), Is.EqualTo(
        [
            "The answer could not be written to standard output: No space left on device : '/dev/full'",
            "What only the answer told of could not be taken back: no ********",
        ]));
    }

    [Test]
    public void FailureCannotBeWritten_SaysWhichItWas()
    {
        var log = new RecordedLog();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _ = Run(new SampleModule(Spec), """{"unknown": 1}""", log, full);
        Assert.That(log.Lines.Single().Message, Does.Match("No space left on device.*It was: Unsupported parameters"));
    }

    private static void AssertLogged(string json, string expected) =>
        Assert.That(LogOf(Spec, json)[^1], Is.EqualTo(("ansible-sample", User, expected)));

    private static List<(string Identity, int Facility, string Message)> LogOf(ArgumentSpec spec, string json)
    {
        var log = new RecordedLog();
        Run(spec, json, log);
        return log.Lines;
    }

    private static Answer Run(ArgumentSpec spec, string json, RecordedLog log) => Run(new SampleModule(spec), json, log);

    private static Answer Run(IAnsibleModule module, string json, RecordedLog log, Stream? elsewhere = null)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(json));
        using var output = new MemoryStream();
        var process = new ModuleProcess(new ModuleChoice([module], program: null), input, elsewhere ?? output, log, ownsProcess: false);
        var exitCode = process.RunAsync(["-"], CancellationToken.None).GetAwaiter().GetResult();
        return new Answer(Encoding.UTF8.GetString(output.ToArray()), exitCode);
    }

    private sealed class RecordedLog : ISystemLog
    {
        public List<(string Identity, int Facility, string Message)> Lines { get; } = [];

        public void Write(string identity, int facility, string message) => Lines.Add((identity, facility, message));
    }
}
