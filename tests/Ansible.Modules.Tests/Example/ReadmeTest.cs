using Example;

namespace Ansible.Modules.Tests.Example;

/// <summary>The library's README shows a module that is compiled here, and does what it says.</summary>
public class ReadmeTest
{
    private string _path = "";

    [SetUp]
    public void Name() => _path = Path.Combine(Directory.CreateTempSubdirectory("modules-test").FullName, "file");

    [TearDown]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void Readme_ShowsTheExampleAsItIs() => Assert.That(
        File.ReadAllText(Repository.PathOf("lib/Ansible.Modules/README.md")),
        Does.Contain($"```csharp\n{File.ReadAllText(Repository.PathOf("tests/Ansible.Modules.Tests/Example/LineModule.cs"))}```\n"));

    [Test]
    public void Example_ChangesOnce()
    {
        Assert.That(Run("""{"dest": "$PATH", "line": "a"}""").Text, Does.StartWith($$"""{"changed":true,"path":"{{_path}}","lines":1,"""));
        Assert.That((bool?)Run("""{"path": "$PATH", "line": "a"}""").Json["changed"], Is.False);
        Assert.That(File.ReadAllText(_path), Is.EqualTo("a\n"));
    }

    [Test]
    public void Example_CheckModeWithDiff()
    {
        var answer = Run("""{"path": "$PATH", "password": "hidden"}""", "--check", "--diff");
        Assert.That(answer.Json["diff"]!.ToJsonString(), Is.EqualTo("""{"before":"","after":"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}"""));
        Assert.That(File.Exists(_path), Is.False);
    }

    [Test]
    public void Example_Absent()
    {
        File.WriteAllText(_path, "a\nb\na\n");
        Run("""{"path": "$PATH", "line": "a", "state": "absent"}""");
        Assert.That(File.ReadAllText(_path), Is.EqualTo("b\n"));
    }

    [TestCase("""{"path": "$PATH"}""", "invalid_arguments", "one of the following is required: line, password")]
    [TestCase("""{"path": "/", "line": "a"}""", "not_a_file", "/ is a directory: name a file in it.")]
    public void Example_Refuses(string json, string code, string message)
    {
        var answer = Run(json);
        Assert.That((answer.ExitCode, answer.ErrorCode, answer.Message), Is.EqualTo((1, code, message)));
    }

    private Answer Run(string json, params string[] flags) =>
        Answer.To(new LineModule(), json.Replace("$PATH", _path, StringComparison.Ordinal), flags);
}
