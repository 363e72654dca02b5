using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.CommandLine;

public class CommandLineTest
{
    private static readonly ArgumentSpec Spec = new([new("a", ArgumentType.Str)]);

    [TestCase("No arguments file is named.")]
    [TestCase("No arguments file is named.", "--check")]
    [TestCase("Unknown flag --frob.", "--frob", "-")]
    [TestCase("Unknown flag -v.", "-v")]
    [TestCase("Unknown flag --.", "--", "-")]
    [TestCase("More than one arguments file is named.", "-", "-")]
    [TestCase("More than one arguments file is named.", "a.json", "b.json")]
    public void Misuse(string reason, params string[] commandLine)
    {
        var answer = Answer.Call(new SampleModule(Spec), commandLine);
        Assert.That(answer.Message, Does.StartWith($"{reason} Call it as: sample [--check] [--diff] [--pretty] [--verbose] FILE|-, where"));
        Assert.That(answer.ErrorCode, Is.EqualTo("invalid_arguments"));
        Assert.That(answer.ExitCode, Is.EqualTo(1));
    }

    /// <summary>As the shell hands over what Ansible does not quote.</summary>
    [TestCase("with blanks/in both of/args")]
    [TestCase("args of a task", "--check")]
    public void FileWithBlanks_InPieces(string file, params string[] flags)
    {
        var directory = Directory.CreateTempSubdirectory("command line ").FullName;
        try
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, """{"a": "b"}""");
            var answer = Answer.Call(new SampleModule(Spec), [.. path.Split(' '), .. flags, "--verbose"]);
            Assert.That((string?)answer.ModuleArguments["a"], Is.EqualTo("b"), answer.Text);
            Assert.That(
                Answer.Call(new SampleModule(Spec), [.. path.Split(' '), "another"]).Message,
                Does.StartWith("More than one arguments file is named."));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public void StandardInput() => Assert.That((string?)Answer.To(Spec, """{"a": "b"}""").ModuleArguments["a"], Is.EqualTo("b"));

    [Test]
    public void Version() => Assert.That(Answer.Call(new SampleModule(Spec), ["--version"]), Is.EqualTo(new Answer("sample 1.2.3\n", 0)));

    [TestCase("sample - Does what a test says\n", "--help")]
    [TestCase("sample - Does what a test says\n", "--check", "-h")]
    [TestCase("- a (str)\n", "--help", "a")]
    [TestCase("- a (str)\n", "a", "-h", "--pretty")]
    [TestCase("The first paragraph.\n", "--help", "all")]
    public void Help(string beginning, params string[] commandLine)
    {
        var answer = Answer.Call(new SampleModule(Spec), commandLine);
        Assert.That(answer.Text, Does.StartWith(beginning));
        Assert.That(answer.ExitCode, Is.Zero);
    }

    [Test]
    public void Help_OfNothing()
    {
        var answer = Answer.Call(new SampleModule(Spec), ["--help", "nowhere.json"]);
        answer.IsFailure("invalid_arguments", "There is no option nowhere.json.");
    }

    [TestCase("{}", false)]
    [TestCase("{}", true, "--check")]
    [TestCase("""{"_ansible_check_mode": true}""", true)]
    [TestCase("""{"_ansible_check_mode": "yes"}""", true)]
    [TestCase("""{"_ansible_check_mode": false}""", true, "--check")]
    [TestCase("""{"_ansible_check_mode": null}""", false)]
    public void CheckMode(string json, bool expected, params string[] flags) =>
        Assert.That(Ask(json, context => context.CheckMode, flags), Is.EqualTo(expected));

    [TestCase("{}", false)]
    [TestCase("{}", true, "--diff")]
    [TestCase("""{"_ansible_diff": true}""", true)]
    public void DiffMode(string json, bool expected, params string[] flags) =>
        Assert.That(Ask(json, context => context.DiffMode, flags), Is.EqualTo(expected));

    [Test]
    public void Pretty() => Assert.That(
        Answer.To(Spec, "{}", "--pretty").Text,
        Is.EqualTo("{\n  \"changed\": false,\n  \"invocation\": {\n    \"module_args\": {\n      \"a\": null\n    }\n  }\n}\n"));

    [Test]
    public void Pretty_Failure() => Assert.That(Answer.To(Spec, "[", "--pretty").Text, Does.StartWith("{\n  \"failed\": true,\n"));

    [Test]
    public void Pretty_Misuse() => Assert.That(Answer.Call(new SampleModule(Spec), ["--pretty"]).Text, Does.StartWith("{\n"));

    [Test]
    public void NotPretty() =>
        Assert.That(Answer.To(Spec, "{}").Text, Is.EqualTo("{\"changed\":false,\"invocation\":{\"module_args\":{\"a\":null}}}\n"));

    private static bool Ask(string json, Func<ModuleContext, bool> question, string[] flags)
    {
        var reply = false;
        _ = Answer.To(new SampleModule(Spec, context => { reply = question(context); return new ModuleResult(false); }), json, flags);
        return reply;
    }
}
