using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Hosting;

public class ArgumentsFileTest
{
    private static readonly ArgumentSpec Spec = new([new("a", ArgumentType.Raw)]);

    [TestCase("", "ends before the value is complete")]
    [TestCase("   ", "ends before the value is complete")]
    [TestCase("{\"a\": \"hunter2", "ends inside a string")]
    [TestCase("{\"a\": \"hunter2\"", "ends before the value is complete (line 1")]
    [TestCase("{\"a\": \"hunter2\"} trailing", "neither a string")]
    [TestCase("{\"a\": \"hunter2\"} {}", "more follows after the end")]
    [TestCase("a: hunter2", "line 1, position 1")]
    [TestCase("hunter2", "line 1, position 1")]
    [TestCase("{'a': 'hunter2'}", "line 1, position 2")]
    [TestCase("[{\"a\": \"hunter2\"}]", "they are not an object")]
    [TestCase("\"hunter2\"", "they are not an object")]
    [TestCase("null", "they are not an object")]
    [TestCase("{\"ANSIBLE_MODULE_ARGS\": \"hunter2\"}", "ANSIBLE_MODULE_ARGS is not an object")]
    public void NotAnObject(string content, string reason)
    {
        var answer = Answer.To(Spec, content);
        Assert.That(answer.Message, Does.StartWith("The arguments on standard input are not a JSON object: ").And.Contains(reason));
        Assert.That(answer.ErrorCode, Is.EqualTo("invalid_arguments"));
        Assert.That(answer.ExitCode, Is.EqualTo(1));
        Assert.That(answer.Text, Does.Not.Contain("hunter2"));
    }

    [Test]
    public void NotUtf8() => Assert.That(
        Answer.To(new SampleModule(Spec), [(byte)'{', (byte)'"', 0xe9, (byte)'"']).Message, Does.EndWith("they are not UTF-8 (byte 3)."));

    [Test]
    public void NotUtf8_Utf16() =>
        Assert.That(
            Answer.To(new SampleModule(Spec), Encoding.Unicode.GetBytes("\ufeff{}")).Message, Does.EndWith("they are not UTF-8 (byte 1)."));

    [Test]
    public void NotUtf8_EncodedSurrogate() =>
        Assert.That(Answer.To(new SampleModule(Spec), [(byte)'"', 0xed, 0xa0, 0x80, (byte)'"']).Message, Does.Contain("not UTF-8"));

    [Test]
    public void ByteOrderMark() =>
        Assert.That(Answer.To(new SampleModule(Spec), [0xef, 0xbb, 0xbf, (byte)'{', (byte)'}']).Message, Does.Contain("byte order mark"));

    [Test]
    public void DepthBomb() => Assert.That(
        Answer.To(Spec, "{\"a\":" + new string('[', 100_000)).Message, Does.Contain("nested more than 256 levels deep"));

    [Test]
    public void DepthThatIsRead_IsAnswered()
    {
        var deep = new string('[', 250) + new string(']', 250);
        var answer = Answer.To(Spec, $"{{\"a\": {deep}}}");
        Assert.That(answer.Text, Does.Contain(deep));
    }

    [Test]
    public void HugeNumber() => Assert.That(Answer.To(Spec, "{\"a\": " + new string('9', 100_000) + "}").Message, Does.Contain("too long"));

    [Test]
    public void BigNumber() => Assert.That(
        Answer.To(Spec, """{"a": 123456789012345678901234567890}""").Text, Does.Contain("\"a\":123456789012345678901234567890"));

    [Test]
    public void TooLarge() => Assert.That(Answer.Call(new SampleModule(Spec), ["/dev/zero"]).Message, Does.Contain("larger than 64 MiB"));

    [Test]
    public void LoneSurrogate() =>
        Assert.That((string?)Answer.To(Spec, """{"a": "x\ud800y"}""").ModuleArguments["a"], Is.EqualTo("x\ufffdy"));

    [Test]
    public void NulCharacter() => Assert.That((string?)Answer.To(Spec, """{"a": "x\u0000y"}""").ModuleArguments["a"], Is.EqualTo("x\0y"));

    [Test]
    public void DuplicateKeys_LastWins() => Assert.That((int?)Answer.To(Spec, """{"a": 1, "a": 2}""").ModuleArguments["a"], Is.EqualTo(2));

    [Test]
    public void DateStaysAString() =>
        Assert.That(
            (string?)Answer.To(Spec, """{"a": "2026-01-02T03:04:05+01:00"}""").ModuleArguments["a"],
            Is.EqualTo("2026-01-02T03:04:05+01:00"));

    [Test]
    public void Wrapper() => Assert.That(
        (int?)Answer.To(Spec, """{"ANSIBLE_MODULE_ARGS": {"a": 1, "_ansible_diff": true}}""").ModuleArguments["a"], Is.EqualTo(1));

    [Test]
    public void File_Read()
    {
        using var file = new TemporaryFile("""{"a": 1}""");
        Assert.That((int?)Answer.Call(new SampleModule(Spec), [file.Path, "--verbose"]).ModuleArguments["a"], Is.EqualTo(1));
    }

    [Test]
    public void File_NotJson()
    {
        using var file = new TemporaryFile("hunter2");
        Assert.That(
            Answer.Call(new SampleModule(Spec), [file.Path]).Message,
            Does.StartWith($"The arguments in {file.Path} are not a JSON object: "));
    }

    [Test]
    public void File_Missing() => Assert.That(
        Answer.Call(new SampleModule(Spec), ["/nowhere/a.json"]).Message,
        Is.EqualTo("The arguments in /nowhere/a.json cannot be read: there is no such file."));

    [Test]
    public void File_Directory() => Assert.That(
        Answer.Call(new SampleModule(Spec), ["/tmp"]).Message, Is.EqualTo("The arguments in /tmp cannot be read: it is a directory."));

    [Test]
    public void File_BelowAFile() => Assert.That(
        Answer.Call(new SampleModule(Spec), ["/etc/passwd/a"]).Message, Does.StartWith("The arguments in /etc/passwd/a cannot be read: "));

    [TestCase("")]
    [TestCase("a\0b")]
    public void File_OddName(string name)
    {
        var answer = Answer.Call(new SampleModule(Spec), [name]);
        Assert.That(answer.ErrorCode, Is.EqualTo("invalid_arguments"));
        Assert.That(answer.Message, Does.Contain("cannot be read"));
    }

    [Test]
    public void File_FailsWhenRead() => Assert.That(
        Answer.Call(new SampleModule(Spec), ["/proc/self/mem"]).Message,
        Does.StartWith("The arguments in /proc/self/mem cannot be read: "));

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
