using Ansible.Modules.Arguments;

namespace Ansible.Modules.Tests.Hosting;

/// <summary>Where a run's temporary files go, and that they go away.</summary>
public class TemporaryDirectoryTest
{
    private string _root = "";

    [SetUp]
    public void MakeRoot() => _root = Directory.CreateTempSubdirectory("modules-test").FullName;

    [TearDown]
    public void RemoveRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public void OfTheTask_StaysForAnsible()
    {
        Directory.CreateDirectory($"{_root}/task");
        Assert.That(
            Use($$"""{"_ansible_tmpdir": "{{_root}}/task", "_ansible_remote_tmp": "{{_root}}/remote"}"""), Is.EqualTo($"{_root}/task"));
        Assert.That(Directory.GetDirectories(_root), Is.EqualTo([$"{_root}/task"]));
    }

    [Test]
    public void BelowRemoteTmp_IsRemovedAtTheEnd()
    {
        Environment.SetEnvironmentVariable("MODULES_TEST_ROOT", _root);
        var directory = Use("""{"_ansible_tmpdir": null, "_ansible_remote_tmp": "$MODULES_TEST_ROOT"}""");
        Assert.That(directory, Does.Match($"^{_root}/ansible-moduletmp-[0-9]+[.][0-9]+-......$"));
        Assert.That(Directory.Exists(directory), Is.False);
    }

    [Test]
    public void BelowRemoteTmp_Failure() =>
        Assert.That(Directory.Exists(Use($$"""{"_ansible_remote_tmp": "{{_root}}"}""", fail: true)), Is.False);

    [Test]
    public void BelowRemoteTmp_KeepRemoteFiles() =>
        Assert.That(File.Exists(Use($$"""{"_ansible_remote_tmp": "{{_root}}", "_ansible_keep_remote_files": true}""") + "/file"), Is.True);

    [Test]
    public void BelowRemoteTmp_NotAskedFor()
    {
        Answer.To(new ArgumentSpec([]), $$"""{"_ansible_remote_tmp": "{{_root}}/remote"}""");
        Assert.That(Directory.GetFileSystemEntries(_root), Is.Empty);
    }

    [Test]
    public void BelowRemoteTmp_IsMadeWithAWarning()
    {
        var directory = Use($$"""{"_ansible_remote_tmp": "{{_root}}/a/b"}""", out var answer);
        Assert.That(directory, Does.StartWith($"{_root}/a/b/ansible-moduletmp-"));
        Assert.That(
            File.GetUnixFileMode($"{_root}/a/b"), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That((string?)answer.Json["warnings"]![0], Is.EqualTo(
            $"Module remote_tmp {_root}/a/b did not exist and was created with a mode of 0700, this may cause issues when running as "
            + "another user. To avoid this, create the remote_tmp dir with the correct permissions manually"));
    }

    [Test]
    public void RemoteTmpCannotBeMade_SystemsWithAWarning()
    {
        File.WriteAllText($"{_root}/file", "");
        var directory = Use($$"""{"_ansible_remote_tmp": "{{_root}}/file/x"}""", out var answer);
        Assert.That(directory, Does.StartWith(Path.Combine(Path.GetTempPath(), "ansible-moduletmp-")));
        Assert.That(
            (string?)answer.Json["warnings"]![0],
            Does.StartWith($"Unable to use {_root}/file/x as temporary directory, failing back to system: "));
    }

    [Test]
    public void RemoteTmpIsNoDirectory_Fails()
    {
        File.WriteAllText($"{_root}/file", "");
        var answer = Answer.To(
            new SampleModule(new([]), context => new ModuleResult(context.TemporaryDirectory.Length > 0)),
            $$"""{"_ansible_remote_tmp": "{{_root}}/file"}""");
        Assert.That(
            answer.Message,
            Does.StartWith($"Failed to create remote module tmp path at dir {_root}/file with prefix ansible-moduletmp-")
                .And.Contain("Not a directory"));
    }

    private static string Use(string json, bool fail = false) => Use(json, out _, fail);

    private static string Use(string json, out Answer answer, bool fail = false)
    {
        var directory = "";
        answer = Answer.To(
            new SampleModule(new([]), context =>
            {
                directory = context.TemporaryDirectory;
                Assert.That(context.TemporaryDirectory, Is.EqualTo(directory));
                File.WriteAllText($"{directory}/file", "");
                return fail ? throw new InvalidOperationException("failed") : new ModuleResult(false);
            }),
            json);
        return directory;
    }
}
