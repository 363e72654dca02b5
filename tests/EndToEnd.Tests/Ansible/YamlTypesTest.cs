using Newtonsoft.Json.Linq;
using Tests.Processes;

namespace EndToEnd.Tests.Ansible;

/// <summary>What YAML, a vault and Jinja's filters make of the options of a task, which the action plugin hands on.</summary>
public sealed class YamlTypesTest : DatabaseTest
{
    private const string Value = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";

    [Test]
    public async Task DateNumberAndVault_AreTaken()
    {
        var vault = await Vault.CreateAsync(Work);
        var play = await PlayAsync(
            $$$"""
                - matomo_token:
                    config_file: "{{ config }}"
                    login: alice
                    description: 7
                    token_file: "{{ file }}"
                    expires_at: 2099-01-31
                - matomo_token:
                    config_file: "{{ config }}"
                    login: bob
                    description: 1.5
                    token_auth: {{{await vault.EncryptedAsync(Value)}}}
                    expires_at: 2099-01-31 10:00:00
                - matomo_token:
                    config_file: "{{ config }}"
                    description: yes
                    tokens:
                      - {login: carol, known_token: {{{await vault.EncryptedAsync(Other)}}}, expires_at: 2099-01-31}
            """,
            vault.Options);
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        Assert.That(Rows.Select(row => row.Description), Is.EqualTo(new[] { "7", "1.5", "True" }));
        Assert.That(
            Rows.Select(row => row.DateExpired),
            Is.EqualTo(new DateTime?[] { new(2099, 1, 31), new(2099, 1, 31, 10, 0, 0), new(2099, 1, 31) }));
        Assert.That(Accepts(Value));
    }

    /// <summary>Of <c>default('')</c>.</summary>
    [Test]
    public async Task EmptyTexts_AreTaken_OrRefusedByName()
    {
        string[] options =
            ["tokens", "expires_at", "expires_in", "mode", "owner", "return_token", "state", "db_port", "salt", "url", "timeout"];
        var play = await PlayAsync(string.Concat(options.Select(option =>
            $$$"""
                - matomo_token: {{{Given(option).ToString(Newtonsoft.Json.Formatting.None)}}}
                  ignore_errors: true
                  check_mode: true

            """)));
        Assert.That(play.ExitCode, Is.Zero, play.Everything);
        var answers = options.Zip(play.Results).Where(answer => answer.Second.ContainsKey("msg")).ToList();
        Assert.Multiple(() =>
        {
            foreach (var (option, answer) in answers)
            {
                Assert.That((string?)answer["error_code"], Is.EqualTo("invalid_arguments"), answer.ToString());
                Assert.That((string?)answer["msg"], Does.Contain(option));
            }
        });
        Assert.That(answers.Select(answer => answer.First), Has.Member("tokens").And.Member("return_token"));
    }

    private JObject Given(string option)
    {
        var given = option == "tokens" ? new JObject { ["config_file"] = Installation, ["description"] = Description } : Arguments();
        given[option] = "{{ nothing | default('') }}";
        return given;
    }

    private async Task<Play> PlayAsync(string tasks, params string[] options)
    {
        var control = new AnsibleControl(Work, ModuleWay.Plugin);
        var variables = new JObject { ["config"] = Installation, ["file"] = TokenFile };
        return await control.PlayAsync("- hosts: localhost\n  gather_facts: false\n  tasks:\n" + tasks, variables, options);
    }
}
