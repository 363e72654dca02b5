using System.Security.Cryptography;
using EndToEnd.Tests.Ansible;
using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Plugin;

/// <summary>The role's action plugin at work for alice's token.</summary>
public abstract class PluginTest : StandInTest
{
    private protected const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    /// <summary>One task, whose options, environment and keywords of become are variables.</summary>
    private protected const string Playbook =
        """
        - hosts: "{{ target | default('localhost') }}"
          gather_facts: false
          tasks:
            - matomo_token: "{{ token }}"
              environment: "{{ surroundings | default({}) }}"
              become: "{{ becomes is defined }}"
              become_user: "{{ becomes | default('root') }}"
        """;

    /// <summary>The name of the executable in a cache.</summary>
    private protected static string Checksum => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Programs.MatomoToken)));

    /// <summary>The cache of the user whose home Ansible is given, connection local.</summary>
    private protected string Cache => Path.Combine(Work, "home", ".cache", "matomo_token");

    private protected JObject Variables(params (string Name, JToken Value)[] others)
    {
        var variables = new JObject { ["token"] = Arguments() };
        foreach (var (name, value) in others)
        {
            variables[name] = value;
        }

        return variables;
    }

    private protected Task<Play> PlayAsync(params (string Name, JToken Value)[] others) =>
        new AnsibleControl(Work, ModuleWay.Plugin).PlayAsync(Playbook, Variables(others));

    private protected async Task AssertWorksAsync(params (string Name, JToken Value)[] others)
    {
        var play = await PlayAsync(others);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        AssertKept(TokenFile);
    }

    private protected void AssertNotStarted(Play play, params string[] message)
    {
        Assert.That(play.ExitCode, Is.EqualTo(2), play.Everything);
        AssertNotStarted(play.FirstResult, message);
    }

    private protected void AssertNotStarted(JObject result, params string[] message) => Assert.Multiple(() =>
    {
        Assert.That((string?)result["error_code"], Is.EqualTo("not_started"), result.ToString());
        Assert.That((string?)result["msg"], Does.StartWith("localhost: "));
        foreach (var part in message)
            Assert.That((string?)result["msg"], Does.Contain(part));

        Assert.That(Matomo.Requests, Is.Empty, "it did not start");
    });

    /// <summary>Writes a program of the test's own.</summary>
    private protected string Script(string path, string text)
    {
        path = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }
}
