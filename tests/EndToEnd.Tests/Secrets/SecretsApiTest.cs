using System.Text.RegularExpressions;
using EndToEnd.Tests.Ansible;

namespace EndToEnd.Tests.Secrets;

/// <summary>
/// ansible-core 2.22 masks secrets that a plugin or a module makes known, wherever they are shown later. Those before show them, and what
/// would make them known.
/// </summary>
[TestFixture(ModuleWay.Library)]
[TestFixture(ModuleWay.Plugin)]
public sealed partial class SecretsApiTest(ModuleWay way) : StandInTest
{
    [TestCase(0)]
    [TestCase(60)]
    public async Task ShownByALaterTask(int background)
    {
        const string Playbook =
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - matomo_token: "{{ token }}"
                  async: "{{ background }}"
                  poll: 1
                  register: made
                - ansible.builtin.debug:
                    msg: "ansible-core {{ ansible_version.full }} shows {{ made.token_auth }} and {{ token.password }}"
            """;
        var variables = new Newtonsoft.Json.Linq.JObject { ["token"] = Arguments(("return_token", true)), ["background"] = background };
        var play = await new AnsibleControl(Work, way) { Report = "default" }.RunAsync(Playbook, variables);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        var value = await File.ReadAllTextAsync(TokenFile);
        var masks = Version.Parse(Release().Match(play.Output).Groups[1].Value) >= new Version(2, 22);
        Assert.Multiple(() =>
        {
            Assert.That(play.Output, masks ? Does.Not.Contain(value) : Does.Contain($"shows {value}"), "the value");
            Assert.That(
                play.Output,
                masks && way == ModuleWay.Plugin ? Does.Not.Contain("alice-password") : Does.Contain("and alice-password"),
                "the password");
            Assert.That(play.Everything, Does.Not.Contain("_ansible_new_secrets"));
        });
    }

    [GeneratedRegex(@"ansible-core (\d+\.\d+)\S* shows")]
    private static partial Regex Release();
}
